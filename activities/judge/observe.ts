import type { Judgement } from "../../checks/judge.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { itemsIfReadBy } from "../../checks/needs.ts";
import { businessTimeOf, teamsOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import { heeding } from "../../domain/findings/exclusion.ts";
import { hoursOfOwners } from "../../domain/leads/hours-of-owner.ts";
import { fingerprint } from "../../domain/findings/fingerprint.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import type { Inventory, ItemType } from "../../domain/inventory/inventory.ts";
import { pipelineKinds } from "../../domain/inventory/pipeline.ts";
import { latestInventories } from "../../storage/inventory/read-inventory.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { Measured } from "../../storage/measurements.ts";
import { lastComparison } from "../../storage/judging/comparison.ts";
import { exclusionsOf } from "../../storage/exclusions.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { typedRecords } from "../mirror/typed-records.ts";
import type { RunChecksInput } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";
import { knownFindings } from "./findings-known.ts";
import { unknownReason } from "./group-slots.ts";
import { groupsOf } from "./judged-groups.ts";
import { observeGroup, type JudgedRunGroup } from "./observe-group.ts";
import { observePortal } from "./observe-portal.ts";
import { accessOf, doubted, metSince, observedChecks, withUnknown, type ObservedCheck } from "./observed-checks.ts";
import { ruleCalendarOf, type RuleCalendar } from "./rule-key.ts";
import { openDrift } from "./open-drift.ts";
import { withoutAwaited } from "./without-awaited.ts";
import { withoutNewcomers } from "./without-newcomers.ts";
import { ourFacts } from "./our-facts.ts";

export type { ObservedCheck } from "./observed-checks.ts";

export interface Observations {
  readonly checks: readonly ObservedCheck[];
  /** Failures, and every verdict on a subject that has a finding already: finding id → judgement. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  readonly ownerNames: ReadonlyMap<string, string>;
  /** The findings that this run has something to say about, as they were before it. */
  readonly known: ReadonlyMap<string, FindingRow>;
  readonly groups: readonly JudgedRunGroup[];
  /** The calendar that it was judged by. */
  readonly calendar: RuleCalendar;
  /** What is kept for checks that judge by their own past. */
  readonly measured: readonly Measured[];
}

/** Whatever a run judges: the people whom messages name, and what stages mean. */
const alwaysBeside: readonly ItemType[] = ["owner", ...pipelineKinds];

/**
 * Lets every check of the run judge what it has to: the records that changed, those whose verdict has run out, and the
 * portal. What is said of all others is known already. Only failures and known findings are kept.
 */
export async function observe(
  { db, recordsASlice }: ActivityWorld,
  client: ClientConfig,
  input: RunChecksInput,
  eachPage: () => void = () => undefined,
): Promise<Observations> {
  const { run, plan } = input;
  const asOf = new Date(run.asOf);
  const businessTime = businessTimeOf(client);
  const checks = observedChecks(client, input);
  const inventory = await readInventories(db, run.clientId, plan.items);
  const groups = await groupsOf(db, client, input, checks, inventory, recordsASlice);

  const exclusions = await exclusionsOf(db, run.clientId);
  const judgements = new Map<string, Judgement>();
  const known = knownFindings(db, run.clientId);
  const accept = (judged: Judgement): VerdictStatus => {
    // Of a million records nearly all have passed and never failed: nothing is worked out for them.
    if (judged.verdict.status !== "fail" && !known.isAbout(judged.subject.id)) return judged.verdict.status;
    const findingId = fingerprint(judged.checkId, judged.subject.type, judged.subject.id);
    const verdict = heeding(exclusions.get(findingId), judged.verdict);
    if (verdict.status === "fail" || known.rows.has(findingId)) judgements.set(findingId, { ...judged, verdict });
    return verdict.status;
  };

  const records = typedRecords(db, run.clientId, inventory);
  const hoursOf = hoursOfOwners(teamsOf(client), inventory.owner ?? [], businessTime);
  const around = { db, asOf, businessTime, hoursOf, records, inventory, known, accept, eachPage };
  const judged: JudgedRunGroup[] = [];
  for (const group of groups) judged.push(await observeGroup(around, group, metSince(input, group.type)));
  const reasons = takeCounts(judged);

  const ofPortal = checks.filter(({ check }) => kindOf(check).plan(check).records === null);
  await known.ofPortal(ofPortal);
  await known.ofUnread(checks);
  const unread = unreadKinds(checks, input);
  const drift = await openDrift(db, run.clientId, plan.items, inventory);
  const comparison = await lastComparison(db, run.clientId);
  const ours = await ourFacts(db, client, input, checks);
  const doubts = new Map<string, string>();
  const measured: Measured[] = [];
  for (const observed of ofPortal.filter(({ assessment }) => assessment.evaluates)) {
    const { id } = observed.check;
    const openSubjects = known.openSubjects(id);
    const stock = { access: accessOf(input), comparison, ours, inventory, unread, drift, openSubjects };
    const around = { asOf, businessTime, ...stock };
    const { judgements: said, doubt, measured: kept } = await observePortal(db, run.clientId, observed, judged, around);
    if (kept !== null) measured.push(kept);
    if (doubt !== null) doubts.set(id, doubt);
    for (const one of said) {
      observed.counts[accept(one)] += 1;
      if (one.verdict.status === "unknown" && !reasons.has(id)) reasons.set(id, one.verdict.reason);
    }
  }
  const looked = await withoutAwaited(db, run.clientId, withoutNewcomers(checks, judged), judged);
  return {
    checks: looked.map((observed) => withUnknown(doubted(observed, doubts), reasons.get(observed.check.id))),
    judgements,
    ownerNames: new Map((inventory.owner ?? []).map(({ id, name }) => [id, name])),
    known: known.rows,
    groups: judged,
    calendar: ruleCalendarOf(client, inventory.owner ?? []),
    measured,
  };
}

/** Kinds that some check is given where they could be read, and that this run has not read completely. */
function unreadKinds(checks: readonly ObservedCheck[], { receipts }: RunChecksInput): ReadonlySet<ItemType> {
  const complete = new Set(receipts.filter(({ status }) => status === "complete").map(({ subject }) => subject));
  return new Set(checks.flatMap(({ check }) => itemsIfReadBy(check)).filter((kind) => !complete.has(kind)));
}

async function readInventories(db: StoreHandle, clientId: string, items: readonly ItemType[]): Promise<Inventory> {
  const kinds = [...new Set([...alwaysBeside, ...items])];
  const none = Object.fromEntries(kinds.map((kind) => [kind, []]));
  return { ...none, ...(await latestInventories(db, clientId, kinds)) };
}

/** What stands by today's rules, and what stands by older ones still. */
function together(now: Counts, before: Counts | null): Counts {
  if (before === null) return now;
  const sum = (status: VerdictStatus) => now[status] + before[status];
  return { pass: sum("pass"), fail: sum("fail"), unknown: sum("unknown"), "not-applicable": sum("not-applicable") };
}

type Counts = Readonly<Record<VerdictStatus, number>>;

/** What was counted of single records, for the checks that judge them. @returns Why some are unknown, by check. */
function takeCounts(judged: readonly JudgedRunGroup[]): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { group, slots, judging } of judged)
    for (const slot of slots.filter(({ place, isEvaluated }) => place >= 0 && isEvaluated)) {
      Object.assign(slot.observed.counts, together(slot.counts, judging.older?.countsOf(slot.check.id) ?? null));
      const before = group.before?.checks.find(({ checkId }) => checkId === slot.check.id);
      const reason = unknownReason(slot, group.isRebuild ? undefined : before);
      if (reason !== null) reasons.set(slot.check.id, reason);
    }
  return reasons;
}
