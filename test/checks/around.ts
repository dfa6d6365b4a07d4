import type { z } from "zod";
import { cohortsOf, startAdding, type AnyAggregate, type Figures } from "../../checks/aggregate.ts";
import type { Check, CheckContext } from "../../checks/define-check.ts";
import { asKind, kindOf } from "../../checks/kinds/index.ts";
import { whole } from "../../checks/kinds/measure.ts";
import type { PortalStock, Stock } from "../../checks/kinds/kind.ts";
import { granted, type PortalAccess } from "../../domain/access.ts";
import type { BusinessTime } from "../../domain/business-time.ts";
import { differenceOf } from "../../domain/inventory/difference.ts";
import type { AnyKindWords } from "../../domain/inventory/words.ts";
import type { Inventory, InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import type { Measurement } from "../../domain/measures/measurement.ts";
import type { CrmRecord } from "../../domain/mirror/records.ts";
import type { HoursOfOwner } from "../../domain/leads/hours-of-owner.ts";
import type { JudgingComparison } from "../../domain/judging/comparison.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import { noDrift, type DriftBook } from "../../checks/sources/approved.ts";
import { asOf, type Beside, type BesideAny, businessTime, daysAgo } from "./samples.ts";

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
  /** Whose hours count for what its owner has; where teams have hours of their own. */
  readonly hoursOf?: HoursOfOwner;
}

/** A client that works around the clock in a zone. */
export const clientIn = (timeZone: string) => createBusinessTime({ timeZone, hours: null, holidays: [] });

function contextOf(check: Check, own: Params, setting: Setting = {}): CheckContext<never> {
  const { asOf: at = asOf, businessTime: time = businessTime, hoursOf } = setting;
  return { asOf: at, businessTime: time, hoursOf, params: paramsOf(check, own) as never };
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
  const subject = {
    type: record.type,
    id: record.id,
    label: record.name,
    ownerId: "ownerId" in record ? record.ownerId : null,
  };
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

export function hangingOn(id: string, counts: readonly number[]) {
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
