import { checkById } from "../../checks/index.ts";
import type { Check } from "../../checks/define-check.ts";
import { startJudging, type Judgement } from "../../checks/judge.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { recordTypesOf, requiredFields, scansOf, sourcesBeside } from "../../checks/needs.ts";
import { loadBeside } from "../../checks/sources/load-beside.ts";
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
import { latestInventory } from "../../storage/inventory/read-inventory.ts";
import { exclusionsOf } from "../../storage/exclusions.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { typedRecords } from "../mirror/typed-records.ts";
import type { ActivityWorld } from "../world.ts";
import type { RunChecksInput } from "../shapes.ts";
import { openDrift } from "./open-drift.ts";
import { openSources } from "./open-sources.ts";

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
  for (const type of new Set([...alwaysBeside, ...plan.items]))
    inventory[type] = (await latestInventory(db, run.clientId, type)) ?? [];

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
      drift: await openDrift(db, run.clientId, plan.items, inventory as Inventory),
      openSubjectsOf: (checkId) =>
        [...known.values()]
          .filter((row) => row.check_id === checkId && row.status === "open")
          .map(({ subject_id }) => subject_id),
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

  const sourceReader = await openSources(db, run.clientId, asOf, plan);
  const records = typedRecords(db, run.clientId, {
    pipelines: (inventory as Inventory).pipeline ?? [],
    leadPipelines: (inventory as Inventory)["lead-pipeline"] ?? [],
  });
  for (const type of new Set(evaluated.flatMap(({ check }) => [...recordTypesOf(check)]))) {
    const sources = evaluated.flatMap(({ check }) => sourcesBeside(check, type));
    for await (const page of records.stream(type, seenSince(receipts, type))) {
      const besideOf = await loadBeside(
        sources,
        sourceReader,
        page.map(({ record }) => record.id),
      );
      for (const { record, faults } of page) judging.record(record, faults, besideOf(record.id));
    }
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
      counts: kindOf(check).plan(check).aggregates.length > 0,
      watchesAccess: kindOf(check).watchesUs,
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
  // Whoever judges a sample as a whole says that it is too small, and that is no fault of anybody's.
  if (!kindOf(check).subjectsStandAlone) return observed;
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
  return new Set(
    requiredFields(check).flatMap(({ of, field }) => propertiesOf(of, field).map((name) => `${of}.${name}`)),
  );
}

/** From a partial scan only the records that it met are judged; what it did not reach may be out of date. */
function seenSince(receipts: RunChecksInput["receipts"], type: RecordType): Date | null {
  const receipt = receipts.find(({ subject }) => subject === type);
  const hasMetAll = receipt?.status !== "partial" || receipt.lacks !== undefined;
  return !hasMetAll && receipt.startedAt !== undefined ? new Date(receipt.startedAt) : null;
}
