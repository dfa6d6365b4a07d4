import type { PortalAccess } from "../domain/access.ts";
import type { BusinessTime } from "../domain/business-time.ts";
import type { Inventory } from "../domain/inventory/inventory.ts";
import type { JudgingComparison } from "../domain/judging/comparison.ts";
import type { CrmRecord, FieldFaults } from "../domain/mirror/records.ts";
import { startAdding, type Adding } from "./aggregate.ts";
import type { CheckContext } from "./description.ts";
import { kindOf, type AnyKind, type Check } from "./kinds/index.ts";
import type { DriftBook } from "./sources/approved.ts";
import type { Judged, JudgedSubject, PortalStock, RecordStock, Stock } from "./kinds/kind.ts";

/** A check with the settings that hold for one client. */
export interface EffectiveCheck {
  readonly check: Check;
  readonly params: unknown;
}

/** One verdict on one subject. */
export interface Judgement extends Pick<Judged, "subject" | "verdict"> {
  readonly checkId: string;
}

/** What hangs beside the records of one run. */
export interface Surroundings {
  readonly asOf: Date;
  readonly businessTime: BusinessTime;
  readonly access: PortalAccess;
  /** The last full comparison of what is kept; null before the first. */
  readonly comparison: JudgingComparison | null;
  /** How our audits fare; left out: no check of the run asks. */
  readonly ours?: PortalStock["ours"];
  readonly inventory: Inventory;
  /** Kinds of it that were not read completely; left out: none. */
  readonly unread?: PortalStock["unread"];
  /** What differs from the approved versions of its items. */
  readonly drift: DriftBook;
  /** The ids of the subjects of which the check has a finding open. */
  openSubjectsOf?(checkId: string): readonly string[];
}

/**
 * Judges one portal at one instant. Every record is handed in once and judged by all checks that want it; nothing of
 * it is kept but sums. A check that throws is `unknown` for that subject, and the others go on.
 */
export interface Judging {
  /** @param beside - What the sources have loaded beside it. */
  record(record: CrmRecord, faults: FieldFaults, beside?: RecordStock["beside"]): void;
  /**
   * After the last record: judges what stands for the portal as a whole.
   *
   * @returns Checks that could not count everything, with the reason. Their failures stand, and nothing of theirs may
   *   be resolved.
   */
  finish(): ReadonlyMap<string, string>;
}

/** One check at work in one run. */
interface Work {
  readonly check: Check;
  readonly kind: AnyKind;
  readonly context: CheckContext<never>;
  readonly adding: readonly Adding[];
  /** The type of the records that it is given one by one; null: it is given the portal. */
  readonly records: string | null;
}

/** Hands every judgement to `accept` as soon as it is made. */
export function startJudging(
  checks: readonly EffectiveCheck[],
  around: Surroundings,
  accept: (judgement: Judgement) => void,
): Judging {
  const works = checks.map((effective) => workOf(effective, around));
  const doubts = new Map<string, string>();
  const judge = ({ check, kind, context }: Work, stock: Stock) => {
    for (const given of kind.load(check, stock))
      for (const { subject, verdict, doubt } of kind.judge(check, given, context)) {
        if (doubt !== undefined) doubts.set(check.id, doubt);
        accept({ checkId: check.id, subject, verdict });
      }
  };

  return {
    record(record, faults, beside = {}) {
      const stock = { subject: subjectOf(record, faults), record, faults, beside, inventory: around.inventory };
      for (const work of works) {
        if (work.records === record.type) judge(work, stock);
        for (const adding of work.adding) if (adding.of === record.type) adding.add(record, faults, beside);
      }
    },

    finish() {
      const { access, comparison, inventory, unread, drift, ours } = around;
      for (const { check, context, adding, records } of works) {
        if (records !== null) continue;
        const added = adding.map((one) => one.added());
        const openSubjects = around.openSubjectsOf?.(check.id) ?? [];
        const said = judgePortal({ check, params: context.params }, around, {
          access,
          comparison,
          inventory,
          ...(unread === undefined ? {} : { unread }),
          ...(ours === undefined ? {} : { ours }),
          drift,
          added,
          openSubjects,
        });
        if (said.doubt !== null) doubts.set(check.id, said.doubt);
        for (const judgement of said.judgements) accept(judgement);
      }
      return doubts;
    },
  };
}

/**
 * What a check says that is given the portal as a whole.
 *
 * @returns With `doubt`: why it could not count everything. Its failures stand, and nothing of it may be resolved.
 */
export function judgePortal(
  { check, params }: EffectiveCheck,
  { asOf, businessTime }: Pick<Surroundings, "asOf" | "businessTime">,
  stock: PortalStock,
): { readonly judgements: readonly Judgement[]; readonly doubt: string | null } {
  const kind = kindOf(check);
  const context: CheckContext<never> = { asOf, businessTime, params: params as never };
  const leftOut = stock.added.reduce((sum, one) => sum + one.leftOut, 0);
  const reason = stock.added.find((one) => one.reason !== null)?.reason;
  const judged = kind.load(check, stock).flatMap((given) => kind.judge(check, given, context));
  const uncounted = leftOut > 0 ? `${leftOut} of the records could not be counted: ${reason}` : null;
  return {
    judgements: judged.map(({ subject, verdict }) => ({ checkId: check.id, subject, verdict })),
    doubt: judged.findLast(({ doubt }) => doubt !== undefined)?.doubt ?? uncounted,
  };
}

function workOf({ check, params }: EffectiveCheck, { asOf, businessTime }: Surroundings): Work {
  const kind = kindOf(check);
  const context: CheckContext<never> = { asOf, businessTime, params: params as never };
  const { aggregates, records } = kind.plan(check);
  const adding = aggregates.map((definition) => startAdding(check.id, definition, context));
  return { check, kind, context, adding, records };
}

/** Who is judged, when a record is. */
export function subjectOf(record: CrmRecord, faults: FieldFaults): JudgedSubject {
  const ownerId = "ownerId" in record ? (faults.has("ownerId") ? undefined : record.ownerId) : null;
  return { type: record.type, id: record.id, label: record.name, ownerId };
}
