import type { PortalAccess } from "../domain/access.ts";
import { isTooMuchUnknown } from "../domain/findings/assess.ts";
import type { BusinessTime } from "../domain/business-time.ts";
import type { ConfigurationItem, Inventory, ItemType } from "../domain/inventory/inventory.ts";
import type { CrmRecord, FieldFaults, RecordType } from "../domain/mirror/records.ts";
import { unknown, type Verdict } from "../domain/findings/verdict.ts";
import type { AnyTally, Check, CheckContext, MeasureVerdict } from "./define-check.ts";

/** A check with the settings that hold for one client. */
export interface EffectiveCheck {
  readonly check: Check;
  readonly params: unknown;
}

export interface JudgedSubject {
  readonly type: RecordType | ItemType | "portal";
  readonly id: string;
  readonly label: string;
  /** Undefined: nobody has read it. */
  readonly ownerId: string | null | undefined;
}

/** One verdict on one subject. */
export interface Judgement {
  readonly checkId: string;
  readonly subject: JudgedSubject;
  readonly verdict: Verdict;
}

/** What hangs beside the records of one run. */
export interface Surroundings {
  readonly asOf: Date;
  readonly businessTime: BusinessTime;
  readonly access: PortalAccess;
  readonly inventory: Inventory;
  /** The item as the last run met it; null when it is new. */
  previousOf(type: ItemType, id: string): ConfigurationItem | null;
  /** The ids of the subjects of which the check has a finding open. */
  openSubjectsOf?(checkId: string): readonly string[];
}

/**
 * Judges one portal at one instant. Every record is handed in once and judged by all checks that want it; nothing of
 * it is kept but counts. A check that throws is `unknown` for that subject, and the others go on.
 */
export interface Judging {
  record(record: CrmRecord, faults: FieldFaults): void;
  /**
   * After the last record: judges configuration, measures and ourselves.
   *
   * @returns Checks that could not count everything, with the reason. Their failures stand, and nothing of theirs may
   *   be resolved.
   */
  finish(): ReadonlyMap<string, string>;
}

/** Hands every judgement to `accept` as soon as it is made. */
export function startJudging(
  checks: readonly EffectiveCheck[],
  around: Surroundings,
  accept: (judgement: Judgement) => void,
): Judging {
  const runs = checks.map(({ check, params }) => {
    const context: CheckContext<never> = {
      asOf: around.asOf,
      businessTime: around.businessTime,
      params: params as never,
    };
    const tallies = talliesOf(check).map((tally): Counting => ({ tally, counts: new Map(), leftOut: 0, reason: null }));
    return { check, context, tallies };
  });
  const judge = (check: Check, subject: JudgedSubject, evaluate: () => Verdict) =>
    accept({ checkId: check.id, subject, verdict: guarded(evaluate) });

  return {
    record(record, faults) {
      for (const { check, context, tallies } of runs) {
        if (check.kind === "record" && check.judges === record.type) {
          const fault = check.needs.map((field) => faults.get(field)).find((reason) => reason !== undefined);
          judge(check, subjectOf(record, faults), () =>
            fault === undefined
              ? withUnreadable(check.evaluate(record as never, context), check.shows ?? [], faults)
              : unknown(fault),
          );
        }
        for (const counting of tallies) if (counting.tally.of === record.type) count(counting, record, faults, context);
      }
    },

    finish() {
      const doubts = new Map<string, string>();
      for (const { check, context, tallies } of runs) {
        const leftOut = tallies.reduce((sum, counting) => sum + counting.leftOut, 0);
        const reason = tallies.find((counting) => counting.reason !== null)?.reason;
        if (leftOut > 0) doubts.set(check.id, `${leftOut} of the records could not be counted: ${reason}`);
        if (check.kind === "configuration") {
          for (const item of around.inventory[check.judges] ?? []) {
            const counts = tallies.map((counting) => counting.counts.get(item.id) ?? 0);
            const previous = around.previousOf(item.type, item.id);
            judge(check, subjectOf(item), () =>
              check.evaluate(item as never, {
                ...context,
                inventory: around.inventory,
                previous: previous as never,
                counts,
              }),
            );
          }
        }
        if (check.kind === "configuration" && check.unlisted !== undefined) {
          const listed = new Set((around.inventory[check.judges] ?? []).map(({ id }) => id));
          const named = [
            ...tallies.flatMap(({ counts }) => [...counts.keys()]),
            ...(around.openSubjectsOf?.(check.id) ?? []),
          ];
          for (const id of new Set(named)) {
            if (listed.has(id)) continue;
            const counts = tallies.map((counting) => counting.counts.get(id) ?? 0);
            const { unlisted } = check;
            judge(check, { type: check.judges, id, label: unlisted.label(id), ownerId: null }, () =>
              unlisted.evaluate(id, { ...context, counts }),
            );
          }
        }
        if (check.kind === "measure") {
          const [counting] = tallies;
          const measured = isTooPartial(counting!)
            ? { said: [wholeMeasure(`too many records could not be counted: ${counting!.reason}`)] }
            : measure(() => check.evaluate(counting!.counts, context));
          if ("failed" in measured) doubts.set(check.id, measured.failed);
          for (const { subject, verdict } of "failed" in measured ? [wholeMeasure(measured.failed)] : measured.said) {
            judge(check, { type: "portal", ownerId: null, ...subject }, () => verdict);
          }
        }
        if (check.kind === "ourselves") {
          judge(check, { type: "portal", id: "portal", label: "The portal", ownerId: null }, () =>
            check.evaluate({ access: around.access }, context),
          );
        }
      }
      return doubts;
    },
  };
}

/** What a check counts: the record types that it needs beside its own subject. */
export function talliesOf(check: Check): readonly AnyTally[] {
  if (check.kind === "configuration") return check.tallies;
  return check.kind === "measure" ? [check.tally as unknown as AnyTally] : [];
}

/** A share of what could be counted says nothing of what could not. */
function isTooPartial({ counts, leftOut }: Counting): boolean {
  const counted = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return isTooMuchUnknown(leftOut, counted + leftOut);
}

interface Counting {
  readonly tally: AnyTally;
  readonly counts: Map<string, number>;
  /** Records that belong in the count and could not be read, and why the first of them could not. */
  leftOut: number;
  reason: string | null;
}

function count(counting: Counting, record: CrmRecord, faults: FieldFaults, context: CheckContext<never>): void {
  const { tally, counts } = counting;
  const leaveOut = (reason: string) => {
    counting.leftOut += 1;
    counting.reason ??= reason;
  };
  const fault = tally.needs.map((field) => faults.get(field)).find((reason) => reason !== undefined);
  if (fault !== undefined) return leaveOut(fault);
  try {
    const key = tally.key(record as never, context);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  } catch (error) {
    leaveOut(`the check failed on one: ${messageOf(error)}`);
  }
}

/** What is only shown may be unreadable: the evidence says so in its place. */
function withUnreadable(verdict: Verdict, shows: readonly string[], faults: FieldFaults): Verdict {
  if (verdict.status !== "fail") return verdict;
  const unreadable = shows.filter((field) => faults.has(field) && Object.hasOwn(verdict.evidence, field));
  if (unreadable.length === 0) return verdict;
  const said = Object.fromEntries(unreadable.map((field) => [field, `unreadable: ${faults.get(field)!}`]));
  return { ...verdict, evidence: { ...verdict.evidence, ...said } };
}

const noFaults: FieldFaults = new Map();

function subjectOf(subject: CrmRecord | ConfigurationItem, faults = noFaults): JudgedSubject {
  const isKnown = !faults.has("ownerId");
  const ownerId =
    subject.type === "owner" ? subject.id : "ownerId" in subject ? (isKnown ? subject.ownerId : undefined) : null;
  return { type: subject.type, id: subject.id, label: subject.name, ownerId };
}

function guarded(evaluate: () => Verdict): Verdict {
  try {
    return evaluate();
  } catch (error) {
    return unknown(`the check failed on this one: ${messageOf(error)}`);
  }
}

function measure(evaluate: () => readonly MeasureVerdict[]): { said: readonly MeasureVerdict[] } | { failed: string } {
  try {
    return { said: evaluate() };
  } catch (error) {
    return { failed: `the check failed: ${messageOf(error)}` };
  }
}

function wholeMeasure(reason: string): MeasureVerdict {
  return { subject: { id: "measure", label: "The measure" }, verdict: unknown(reason) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
