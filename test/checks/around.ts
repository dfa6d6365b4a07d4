import type { z } from "zod";
import { cohortsOf, startAdding, type AnyAggregate, type Figures } from "../../checks/aggregate.ts";
import type { Check, CheckContext } from "../../checks/define-check.ts";
import { asKind, kindOf } from "../../checks/kinds/index.ts";
import { whole } from "../../checks/kinds/measure.ts";
import type { PortalStock, Stock } from "../../checks/kinds/kind.ts";
import { granted, type PortalAccess } from "../../domain/access.ts";
import type { BusinessTime } from "../../domain/business-time.ts";
import type { Campaign } from "../../domain/inventory/campaign.ts";
import { differenceOf } from "../../domain/inventory/difference.ts";
import type { AnyKindWords } from "../../domain/inventory/words.ts";
import type { Inventory, InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import type { Pipeline } from "../../domain/inventory/pipeline.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import type { Measurement } from "../../domain/measures/measurement.ts";
import type { Clock, RaisedAs } from "../../domain/leads/hand.ts";
import type { PastValue } from "../../domain/mirror/past-values.ts";
import type { CrmRecord, RecordOf } from "../../domain/mirror/records.ts";
import type { JudgingComparison } from "../../domain/judging/comparison.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import { noDrift, type DriftBook } from "../../checks/sources/approved.ts";
import { sameEachDay } from "../domain/time/same-each-day.ts";

/** A Wednesday afternoon: 16:00 in Berlin. */
export const asOf = new Date("2026-11-25T15:00:00Z");
export const businessTime = createBusinessTime({
  timeZone: "Europe/Berlin",
  hours: sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00"),
  holidays: [],
});

const minuteMs = 60_000;
export const minutesAgo = (minutes: number) => new Date(asOf.getTime() - minutes * minuteMs);
export const daysAgo = (days: number) => minutesAgo(days * 24 * 60);

/** What the sources load beside a contact. */
export interface Beside {
  readonly hands: readonly RaisedAs[];
  readonly clocks: readonly Clock[];
}

/** What the sources load beside any record. */
export interface BesideAny {
  /** The records that hang on it. */
  readonly related: readonly CrmRecord[];
  /** Field → the values that it got, oldest first; null: nobody has read its history. */
  readonly history: Readonly<Record<string, readonly PastValue[]>> | null;
}

/** A lead of today who asked to be contacted an hour ago and belongs to somebody. */
export const lead: RecordOf<"contact"> & Beside = {
  type: "contact",
  id: "101",
  name: "Ana Ruiz",
  ownerId: "7",
  email: "ana@client.example",
  lifecycleStage: "lead",
  leadStatus: null,
  createdAt: daysAgo(1),
  raisedHandAt: minutesAgo(60),
  raisedHandOn: "Contact us: Demo request",
  lastActivityAt: null,
  ownedSince: minutesAgo(60),
  firstOutreachAt: null,
  lastContactedAt: null,
  lastReplyAt: null,
  madeBy: "FORM",
  originalSource: "PAID_SEARCH",
  utmSource: "google",
  utmCampaign: null,
  googleClickId: null,
  facebookClickId: null,
  becameMqlAt: null,
  dealCount: null,
  hands: [],
  clocks: [],
};

/** A deal in the last open stage of its pipeline, with its date and its next step ahead. */
export const deal: RecordOf<"deal"> = {
  type: "deal",
  id: "201",
  name: "Northwind renewal",
  ownerId: "7",
  stage: { id: "contractsent", label: "Contract sent", pipelineLabel: "Sales", isClosed: false, progress: 1 },
  amount: 12_000,
  closeAt: new Date("2026-12-01T00:00:00Z"),
  createdAt: daysAgo(40),
  nextActivityAt: new Date("2026-11-27T09:00:00Z"),
  lastActivityAt: daysAgo(2),
  stageEnteredAt: daysAgo(10),
  contactCount: 1,
  isLost: false,
  lostReason: null,
  nextStep: "Call about the contract",
  dealType: "existingbusiness",
  priority: null,
  isWon: false,
};

/** HubSpot's own lead, ten days old, on whom somebody works. */
export const leadObject: RecordOf<"lead"> = {
  type: "lead",
  id: "301",
  name: "Ana Ruiz for Northwind",
  ownerId: "7",
  stage: { id: "connected-stage-id", label: "Connected", pipelineLabel: "Leads", isClosed: false, progress: 1 },
  isOpen: true,
  source: "FORM",
  createdAt: daysAgo(10),
  stageEnteredAt: daysAgo(5),
  firstOutreachAt: daysAgo(9),
  lastActivityAt: daysAgo(1),
  nextActivityAt: null,
  disqualifiedBecause: null,
  disqualificationNote: null,
};

/** A call that is due tomorrow. */
export const task: RecordOf<"task"> = {
  type: "task",
  id: "401",
  name: "Call Ana Ruiz",
  ownerId: "7",
  dueAt: daysAgo(-1),
  status: "NOT_STARTED",
  isDone: false,
  completedAt: null,
  priority: "MEDIUM",
  kind: "CALL",
  createdAt: daysAgo(10),
};

export const company: RecordOf<"company"> = {
  type: "company",
  id: "501",
  name: "Northwind",
  ownerId: "7",
  domain: "northwind.example",
  lifecycleStage: "opportunity",
  createdAt: daysAgo(40),
  lastActivityAt: null,
  contactCount: 1,
};

export const owner: Owner = {
  type: "owner",
  id: "7",
  name: "Ben Okafor",
  email: null,
  userId: null,
  teamIds: [],
  isActive: true,
  deactivatedAt: null,
};

export const pipeline: Pipeline = {
  type: "pipeline",
  id: "p",
  name: "Sales",
  stages: ["Offer", "Won"].map((label, displayOrder) => ({
    id: label,
    label,
    displayOrder,
    isClosed: false,
    probability: 0.5,
  })),
};

export const campaign: Campaign = {
  type: "campaign",
  id: "c-1",
  name: "Autumn launch",
  startAt: daysAgo(2),
  endAt: null,
  utm: "autumn-launch",
  ownerId: "7",
};

type Params = Readonly<Record<string, unknown>>;

/** A check's settings as a client has them: its defaults, and what the client says otherwise. */
export function paramsOf(check: Check, own: Params = {}): unknown {
  return (check.params as z.ZodType).parse(own);
}

/** Another instant, a client in another zone, or what the portal is set up with. */
export interface Setting {
  readonly asOf?: Date;
  readonly businessTime?: BusinessTime;
  /** A field of the record that could not be read. */
  readonly unread?: string;
  readonly inventory?: Inventory;
}

/** A client that works around the clock in a zone. */
export const clientIn = (timeZone: string) => createBusinessTime({ timeZone, hours: null, holidays: [] });

function contextOf(check: Check, own: Params, setting: Setting = {}): CheckContext<never> {
  const { asOf: at = asOf, businessTime: time = businessTime } = setting;
  return { asOf: at, businessTime: time, params: paramsOf(check, own) as never };
}

/** Judges as a run does: the check is given what it asked for and nothing else. */
function judge(check: Check, stock: Stock, own: Params, setting: Setting) {
  const context = contextOf(check, own, setting);
  const kind = kindOf(check);
  return kind.load(check, stock).flatMap((given) => kind.judge(check, given, context));
}

/** A verdict without how long it holds, which test/checks/holds-until.test.ts looks at. */
function said(verdict: Verdict): Verdict {
  const { holdsUntil, ...rest } = verdict;
  void holdsUntil;
  return rest;
}

export function judgeRecord(...asked: Parameters<typeof verdictOnRecord>): Verdict {
  return said(verdictOnRecord(...asked));
}

/** The same with how long it holds. */
export function verdictOnRecord(
  check: Check,
  { hands, clocks, related, history, ...record }: CrmRecord & Partial<Beside> & Partial<BesideAny>,
  own: Params = {},
  setting: Setting = {},
): Verdict {
  const subject = { type: record.type, id: record.id, label: record.name, ownerId: null };
  const beside = {
    hands: hands ?? [],
    clocks: clocks ?? [],
    related: linkedTo(related ?? []),
    history: (field: string) => history?.[field] ?? null,
  };
  const { inventory = {}, unread, ...when } = setting;
  const faults = new Map(unread === undefined ? [] : [[unread, "it was not read"]]);
  const stock = { subject, record, faults, beside, inventory };
  const [judged] = judge(check, stock, own, when);
  if (judged === undefined) throw new Error(`${check.id} judges no records.`);
  return judged.verdict;
}

function linkedTo(records: readonly CrmRecord[]) {
  const loaded = records.map((one) => ({ type: one.type, id: one.id, read: { record: one, faults: new Map() } }));
  return Object.fromEntries(Map.groupBy(loaded, ({ type }) => type));
}

/** A portal with nothing in it. */
export const portal: PortalStock = {
  access: granted,
  comparison: null,
  inventory: {},
  drift: noDrift,
  added: [],
  openSubjects: [],
};

export function judgeItem(...asked: Parameters<typeof verdictOnItem>): Verdict {
  return said(verdictOnItem(...asked));
}

/**
 * The same with how long it holds.
 *
 * @param counts - How many records hang on the item, for each count that the check asks for.
 */
export function verdictOnItem(
  check: Check,
  item: InventoryItem,
  counts: readonly number[] = [],
  own: Params = {},
  setting: Setting = {},
): Verdict {
  const [judged] = judge(
    check,
    { ...portal, inventory: { [item.type]: [item] }, added: hangingOn(item.id, counts) },
    own,
    setting,
  );
  if (judged === undefined) throw new Error(`${check.id} judges no ${item.type}.`);
  return judged.verdict;
}

/** Judges an item beside other kinds of inventory, some of which could not be read. */
export function verdictBeside(
  check: Check,
  item: InventoryItem,
  { unread = [], ...others }: { readonly inventory: Inventory; readonly unread?: readonly ItemType[] },
  own: Params = {},
  setting: Setting = {},
): Verdict {
  const inventory = { ...others.inventory, [item.type]: [item] };
  const [judged] = judge(check, { ...portal, inventory, unread: new Set(unread) }, own, setting);
  if (judged === undefined) throw new Error(`${check.id} judges no ${item.type}.`);
  return judged.verdict;
}

/** Judges an item by its approved version and its present one; null: it is not there. */
export function judgeDrift<Item extends InventoryItem>(
  check: Check,
  words: AnyKindWords,
  {
    was,
    is,
    isAccepted = false,
    own = {},
  }: { readonly was: Item | null; readonly is: Item | null; readonly isAccepted?: boolean; readonly own?: Params },
  setting: Setting = {},
): Verdict {
  const { type: kind, id } = (is ?? was)!;
  const drift = { kind, id, version: 2, current: is, approved: was, changedAt: daysAgo(1), investigation: null };
  const book: DriftBook = {
    of: () => (was === is ? [] : [drift]),
    tell: ({ approved, current }, watched) => differenceOf(words, approved, current, { watched }),
    isAccepted: () => isAccepted,
  };
  const inventory = { [kind]: is === null ? [] : [is] };
  const [judged] = judge(check, { ...portal, inventory, drift: book }, own, setting);
  if (judged === undefined) throw new Error(`${check.id} judges no ${kind}.`);
  return said(judged.verdict);
}

/** Judges an id under which records count and which no inventory lists. */
export function judgeUnlisted(check: Check, id: string, counts: readonly number[]) {
  const [judged] = judge(check, { ...portal, added: hangingOn(id, counts), openSubjects: [id] }, {}, {});
  if (judged === undefined) throw new Error(`${check.id} judges nothing that is not listed.`);
  return judged;
}

function hangingOn(id: string, counts: readonly number[]) {
  return counts.map((n) => ({ cohorts: new Map(n === 0 ? [] : [[id, figures(n)]]), leftOut: 0, reason: null }));
}

function figures(n: number, sum = n): Figures {
  return { n, sum, rate: n === 0 ? null : sum / n, percentile: () => null };
}

/** Judges cohorts by how many records they have, or by that and their sum. */
export function judgeCohorts(
  check: Check,
  cohorts: Readonly<Record<string, number | readonly [n: number, sum: number]>>,
  own: Params = {},
  { past = {}, inventory = {}, ...setting }: CohortSetting = {},
) {
  const measure = asKind("measure", check);
  if (measure === null) throw new Error(`${check.id} measures nothing.`);
  const inFigures = Object.entries(cohorts).map(([cohort, of]) => {
    return [cohort, typeof of === "number" ? figures(of) : figures(...of)] as const;
  });
  const context = { ...contextOf(check, own, setting), past: (cohort: string) => past[cohort] ?? [] };
  return measure.evaluate(new Map(inFigures), { ...context, inventory: inventory as never });
}

/** What a measure finds beside its cohorts. */
interface CohortSetting extends Setting {
  readonly past?: Readonly<Record<string, readonly Measurement[]>>;
  readonly inventory?: Inventory;
}

/** Judges a measure by the values that its records have. */
export function judgeValues(check: Check, values: readonly number[], own: Params = {}) {
  const parts = values.map((value) => ({ cohort: whole, n: 1, total: value, value }));
  const added = { cohorts: cohortsOf({}, parts), leftOut: 0, reason: null };
  const [judged] = judge(check, { ...portal, added: [added] }, own, {});
  if (judged === undefined) throw new Error(`${check.id} measures nothing.`);
  return said(judged.verdict);
}

/** What one record adds for a check, as a cohort and its sum; null when it is left out. */
export function addedBy(
  check: Check,
  { history, ...record }: CrmRecord & Partial<Pick<BesideAny, "history">>,
  own: Params = {},
  place = 0,
) {
  const adding = startAdding(check.id, aggregatesOf(check)[place]!, contextOf(check, own));
  adding.add(record, new Map(), { history: (field: string) => history?.[field] ?? null });
  const { cohorts, reason } = adding.added();
  if (reason !== null) throw new Error(reason);
  const [first] = cohorts;
  return first === undefined ? null : { cohort: first[0], sum: first[1].sum };
}

function aggregatesOf(check: Check): readonly AnyAggregate[] {
  return kindOf(check).plan(check).aggregates;
}

export function judgeAccess(check: Check, access: PortalAccess): Verdict {
  return said(judge(check, { ...portal, access }, {}, {})[0]!.verdict);
}

/** With how long it holds. */
export function verdictOnOurWork(check: Check, comparison: JudgingComparison | null, setting: Setting = {}): Verdict {
  return judge(check, { ...portal, comparison }, {}, setting)[0]!.verdict;
}

/** The sentence of a failure as somebody reads it: at an instant, or in words that have to last. */
export function sayVerdict(
  check: Check,
  name: string,
  verdict: Verdict,
  { at = asOf, isOver = false }: { readonly at?: Date | null; readonly isOver?: boolean } = {},
): string {
  if (verdict.status !== "fail") throw new Error(`${check.id} did not fail: ${verdict.status}.`);
  const { evidence, since = asOf } = verdict;
  return check.say({ name, evidence, since, at, isOver, businessTime });
}
