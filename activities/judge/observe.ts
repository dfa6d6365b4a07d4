import { checkById } from "../../checks/index.ts";
import type { Check } from "../../checks/define-check.ts";
import { startJudging, talliesOf, type Judgement } from "../../checks/judge.ts";
import { scansOf } from "../../checks/needs.ts";
import { businessTimeOf } from "../../config/calendar.ts";
import type { ClientConfig, Monitor } from "../../config/config.ts";
import { propertiesOf } from "../../connectors/hubspot/fields.ts";
import type { PortalAccess } from "../../domain/access.ts";
import { assess, inDoubt, withoutUnknown, type Assessment } from "../../domain/findings/assess.ts";
import type { Inventory, ItemType } from "../../domain/inventory/inventory.ts";
import { heeding } from "../../domain/findings/exclusion.ts";
import { restingOn } from "../../domain/mirror/scan.ts";
import { fingerprint } from "../../domain/findings/fingerprint.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import { latestInventory, previousInventory } from "../../storage/configuration.ts";
import { exclusionsOf } from "../../storage/exclusions.ts";
import { clocksSince } from "../../storage/hands/kept-hands.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { typedRecords } from "../mirror/typed-records.ts";
import type { ActivityWorld } from "../world.ts";
import type { RunChecksInput } from "../shapes.ts";

/** One check of a run: what holds for it, and how its subjects fared. */
export interface ObservedCheck {
  readonly check: Check;
  readonly monitor: Monitor;
  readonly assessment: Assessment;
  /** Everything that it rests on was read, whatever of it could be judged. */
  readonly isWholeLook: boolean;
  readonly counts: Record<VerdictStatus, number>;
}

export interface Observations {
  readonly checks: readonly ObservedCheck[];
  /** Failures, and every verdict on a subject that has a finding already: finding id → judgement. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  readonly ownerNames: ReadonlyMap<string, string>;
}

const dayMs = 86_400_000;

/** Whatever a run judges: the people whom messages name, and what a deal's stage means. */
const alwaysBeside: readonly ItemType[] = ["owner", "pipeline"];

/** Reads the mirror once and lets every check of the run judge it. Only failures and known findings are kept. */
export async function observe(
  { db }: ActivityWorld,
  client: ClientConfig,
  { run, plan, receipts }: RunChecksInput,
  known: ReadonlyMap<string, FindingRow>,
): Promise<Observations> {
  const asOf = new Date(run.asOf);
  const checks = observedChecks(client, { run, plan, receipts });
  const evaluated = checks.filter(({ assessment }) => assessment.evaluates);

  const inventory: Record<string, unknown> = {};
  const previous = new Map<string, never>();
  for (const type of new Set([...alwaysBeside, ...plan.items])) {
    inventory[type] = (await latestInventory(db, run.clientId, type)) ?? [];
    for (const item of (await previousInventory(db, run.clientId, type)) ?? [])
      previous.set(`${type}/${item.id}`, item as never);
  }

  const exclusions = await exclusionsOf(db, run.clientId);
  const judgements = new Map<string, Judgement>();
  const reasons = new Map<string, string>();
  const countsOf = new Map(checks.map(({ check, counts }) => [check.id, counts]));
  const judging = startJudging(
    evaluated.map(({ check, monitor }) => ({ check, params: monitor.params })),
    {
      asOf,
      businessTime: businessTimeOf(client),
      access: accessOf(plan, receipts),
      inventory: inventory as Inventory,
      openSubjectsOf: (checkId) =>
        [...known.values()]
          .filter((row) => row.check_id === checkId && row.status === "open")
          .map(({ subject_id }) => subject_id),
      previousOf: (type, id) => previous.get(`${type}/${id}`) ?? null,
    },
    (judged) => {
      const findingId = fingerprint(judged.checkId, judged.subject.type, judged.subject.id);
      const judgement = { ...judged, verdict: heeding(exclusions.get(findingId), judged.verdict) };
      countsOf.get(judgement.checkId)![judgement.verdict.status] += 1;
      if (judgement.verdict.status === "unknown" && !reasons.has(judgement.checkId))
        reasons.set(judgement.checkId, judgement.verdict.reason);
      if (judgement.verdict.status === "fail" || known.has(findingId)) judgements.set(findingId, judgement);
    },
  );

  // Who has waited for longer than that is handed over, so their hands are wanted too.
  const handDays = Math.max(2 * plan.touchLookBackDays, (plan.handLookBackDays ?? 0) + 1);
  const since = new Date(asOf.getTime() - handDays * dayMs);
  const clocks = plan.touchLookBackDays > 0 ? await clocksSince(db, run.clientId, since) : new Map<string, never>();
  const around = {
    pipelines: (inventory as Inventory).pipeline ?? [],
    leadPipelines: (inventory as Inventory)["lead-pipeline"] ?? [],
    clocksOf: (id: string) => clocks.get(id) ?? [],
  };
  const records = typedRecords(db, run.clientId, around);
  for (const type of recordTypesOf(evaluated)) {
    for await (const page of records.stream(type, seenSince(receipts, type)))
      for (const { record, faults } of page) judging.record(record, faults);
  }
  const doubts = judging.finish();
  const ownerNames = new Map(((inventory as Inventory).owner ?? []).map(({ id, name }) => [id, name]));
  const said = checks.map((observed) => withUnknown(doubted(observed, doubts), reasons.get(observed.check.id)));
  return { checks: said, judgements, ownerNames };
}

/** A portal can close while it is read: then it is known before the next run asks. */
function accessOf(plan: RunChecksInput["plan"], receipts: RunChecksInput["receipts"]): PortalAccess {
  return receipts.find(({ access }) => access !== undefined)?.access ?? plan.access;
}

function observedChecks(client: ClientConfig, { plan, receipts }: RunChecksInput): readonly ObservedCheck[] {
  return plan.checkIds.flatMap((checkId) => {
    const check = checkById(checkId);
    const monitor = client.monitors.find((one) => one.checkId === checkId);
    // A check that was switched off since the run was planned is judged no more.
    if (check === undefined || monitor === undefined) return [];
    const about = {
      scans: scansOf(check),
      counts: talliesOf(check).length > 0,
      watchesAccess: check.kind === "ourselves",
    };
    const needed = propertiesNeededBy(check);
    const missing = plan.missingProperties.filter((name) => needed.has(name));
    const assessment = assess(about, restingOn(receipts, needed), plan.access, missing);
    const isWholeLook = assessment.status === "assessed";
    return [{ check, monitor, assessment, isWholeLook, counts: { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 } }];
  });
}

/** What a check could not judge is said; above a share it has said too little to count as assessed. */
function withUnknown(observed: ObservedCheck, reason: string | undefined): ObservedCheck {
  const { check, counts, assessment } = observed;
  // A measure says of its whole sample that it is too small, and that is no fault of anybody's.
  if (check.kind !== "record" && check.kind !== "configuration") return observed;
  const all = counts.pass + counts.fail + counts.unknown;
  return {
    ...observed,
    assessment: withoutUnknown(assessment, { unknown: counts.unknown, all, of: check.judges, reason }),
  };
}

function doubted(observed: ObservedCheck, doubts: ReadonlyMap<string, string>): ObservedCheck {
  const reason = doubts.get(observed.check.id);
  return reason === undefined ? observed : { ...observed, assessment: inDoubt(observed.assessment, reason) };
}

/** The properties that this very check rests on, each written `contact.email`. */
function propertiesNeededBy(check: Check): ReadonlySet<string> {
  const needed = new Set<string>();
  if (check.kind === "record")
    for (const field of check.needs)
      for (const name of propertiesOf(check.judges, field)) needed.add(`${check.judges}.${name}`);
  for (const tally of talliesOf(check))
    for (const field of tally.needs)
      for (const name of propertiesOf(tally.of, field)) needed.add(`${tally.of}.${name}`);
  return needed;
}

function recordTypesOf(evaluated: readonly ObservedCheck[]): readonly RecordType[] {
  const types = new Set<RecordType>();
  for (const { check } of evaluated) {
    if (check.kind === "record") types.add(check.judges);
    for (const tally of talliesOf(check)) types.add(tally.of);
  }
  return [...types];
}

/** From a partial scan only the records that it met are judged; what it did not reach may be out of date. */
function seenSince(receipts: RunChecksInput["receipts"], type: RecordType): Date | null {
  const receipt = receipts.find(({ subject }) => subject === type);
  const hasMetAll = receipt?.status !== "partial" || receipt.lacks !== undefined;
  return !hasMetAll && receipt.startedAt !== undefined ? new Date(receipt.startedAt) : null;
}
