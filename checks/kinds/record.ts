import type { z } from "zod";
import type { Clock, RaisedAs } from "../../domain/leads/hand.ts";
import { unknown, until, type Verdict } from "../../domain/findings/verdict.ts";
import { notingHours } from "../../domain/findings/hours-noted.ts";
import type { Inventory } from "../../domain/inventory/inventory.ts";
import type { FieldFaults, FieldOf, Narrowed, RecordType } from "../../domain/mirror/records.ts";
import type { CheckContext, CheckDescription } from "../description.ts";
import { narrowTo, type Narrow } from "../narrow.ts";
import { fields } from "../sources/fields.ts";
import { hands, type HandsQuestion } from "../sources/hands.ts";
import { history, type History } from "../sources/history.ts";
import { inventory, narrowingInventory, type InventoryQuestion, type NarrowedInventory } from "../sources/inventory.ts";
import { related, type Related, type RelatedQuestion } from "../sources/related.ts";
import { ask, basisOf, type Ask, type Cut } from "../sources/source.ts";
import { touches, type TouchesQuestion } from "../sources/touches.ts";
import { inHoursOfOwner } from "../whose-hours.ts";
import { verdictOfThrown } from "./guarded.ts";
import type { CheckPlan, JudgeOne, Kind, RecordStock, Stock } from "./kind.ts";
import type { Check } from "./index.ts";

/** What a check of single records can ask for. */
export interface RecordNeeds<Field extends string = string, Params = never> {
  /** The fields that the verdict rests on. With `shows`, the only ones it is given. */
  readonly fields: readonly Field[];
  /**
   * Fields that are only shown in the evidence, under their own names. One that cannot be read is shown as unreadable
   * and never costs the verdict.
   */
  readonly shows?: readonly Field[];
  readonly hands?: HandsQuestion<Params>;
  readonly touches?: TouchesQuestion<Params>;
  /** Fields of records that hang on it. */
  readonly related?: RelatedQuestion;
  /** Fields whose past values are wanted, for suspects only: see the source. */
  readonly history?: readonly Field[];
  /** What the portal is set up with, and of each kind these fields. When one of them changes, all is judged again. */
  readonly inventory?: InventoryQuestion;
}

/** What a check that needs this finds on its record. */
export type Subject<Type extends RecordType, Field extends FieldOf<Type>, Needs> = Narrowed<Type, Field> &
  (Needs extends { readonly hands: HandsQuestion } ? { readonly hands: readonly RaisedAs[] } : unknown) &
  (Needs extends { readonly touches: TouchesQuestion } ? { readonly clocks: readonly Clock[] } : unknown) &
  (Needs extends { readonly related: infer Question extends RelatedQuestion }
    ? { readonly related: Related<Question> }
    : unknown) &
  (Needs extends { readonly history: infer Past extends readonly string[] }
    ? { readonly history: History<Type, Past> }
    : unknown);

/** What a check that needs this finds in its context. */
export type Around<Needs> = Needs extends { readonly inventory: infer Question extends InventoryQuestion }
  ? { readonly inventory: NarrowedInventory<Question> }
  : unknown;

/** Judges one CRM record at a time. */
export interface RecordCheck<
  Type extends RecordType = RecordType,
  Field extends FieldOf<Type> = FieldOf<Type>,
  Needs extends RecordNeeds<Field> = RecordNeeds<Field>,
  Params extends z.ZodType = z.ZodType,
> extends CheckDescription<Params> {
  readonly kind: "record";
  readonly judges: Type;
  readonly needs: Needs & RecordNeeds<Field, z.output<Params>>;
  /** Pure: no clock, no network, no storage, no mutation. */
  evaluate(record: Subject<Type, Field, Needs>, context: CheckContext<z.output<Params>> & Around<Needs>): Verdict;
}

export function defineRecordCheck<
  Type extends RecordType,
  const Field extends FieldOf<Type>,
  const Needs extends RecordNeeds<Field>,
  Params extends z.ZodType,
>(check: Omit<RecordCheck<Type, Field, Needs, Params>, "kind">): Check {
  return Object.freeze({ kind: "record", ...check }) as unknown as Check;
}

/** Whether a check is given the stage of each record that it judges, so that its settings can differ by it. */
export function judgesByStage(check: Check): boolean {
  return check.kind === "record" && (check.needs.fields as readonly string[]).includes("stage");
}

const unknownTeam = "HubSpot has not said to which team its owner belongs, whose hours count";

export const recordKind: Kind<RecordCheck, RecordStock> = {
  name: "record",
  sayJudged: ({ judges }) => `each ${judges}`,
  plan: (check) => preparedOf(check).plan,

  load: (_, stock) => (isRecord(stock) ? [stock] : []),
  judge: (check, stock, context) => [{ subject: stock.subject, verdict: preparedOf(check).judge(stock, context) }],
  judgeOne: (check) => preparedOf(check).judge,

  unnamed: { reason: "it is no longer there", ending: "deleted" },
  hasBaseline: true,
  watchesUs: false,
  subjectsStandAlone: true,
};

interface Prepared {
  readonly plan: CheckPlan;
  readonly judge: JudgeOne;
}

/** What a check is given of a record and of what lies beside it. */
interface Allowed {
  /** Fields of which none may be unreadable. */
  readonly required: readonly string[];
  /** What has to be cut down to this check's question, among what lies beside the record. */
  readonly cuts: readonly { readonly as: string; readonly cut: (value: unknown) => Cut }[];
  readonly narrow: Narrow;
  /** The inventory as far as it was asked for; null where it was not. */
  readonly inventoryOf: (whole: Inventory | undefined) => object | null;
}

/** Worked out once a check: a run asks for it with each of a million records. */
const prepared = new WeakMap<RecordCheck, Prepared>();

function preparedOf(check: RecordCheck): Prepared {
  let known = prepared.get(check);
  if (known === undefined) prepared.set(check, (known = prepare(check)));
  return known;
}

function prepare(check: RecordCheck): Prepared {
  const { id, judges, needs } = check;
  const shows = needs.shows ?? [];
  const asks: Ask[] = [ask(fields, judges, { fields: needs.fields, shows })];
  if (needs.hands !== undefined) asks.push(ask(hands, judges, needs.hands));
  if (needs.touches !== undefined) asks.push(ask(touches, judges, needs.touches));
  if (needs.related !== undefined) asks.push(ask(related, judges, needs.related));
  if (needs.history !== undefined) asks.push(ask(history, judges, { past: needs.history }));
  if (needs.inventory !== undefined) asks.push(ask(inventory, judges, needs.inventory));
  const parts = asks.flatMap(({ source }) => source.beside?.as ?? []);
  const judge = judging(check, {
    required: [...new Set(asks.flatMap(fieldsOfSubject))],
    cuts: asks.flatMap(({ source: { beside }, question }) =>
      beside?.cut === undefined ? [] : [{ as: beside.as, cut: beside.cut(id, question as never) }],
    ),
    narrow: narrowTo(id, [...needs.fields, ...shows], parts),
    inventoryOf: narrowingInventory(id, needs.inventory),
  });
  return { plan: { asks, aggregates: [], records: judges }, judge };
}

function judging(check: RecordCheck, { required, cuts, narrow, inventoryOf }: Allowed): JudgeOne {
  const { shows = [] } = check.needs;
  return ({ subject, record, faults, beside, inventory: whole }, setting) => {
    const fault = faults.size === 0 ? undefined : required.find((field) => faults.has(field));
    if (fault !== undefined) return until(unknown(faults.get(fault)!));
    const around = inventoryOf(whole);
    const parts = cuts.length === 0 ? beside : { ...beside };
    for (const { as, cut } of cuts) {
      const own = cut(parts[as]);
      if ("fault" in own) return until(unknown(own.fault));
      (parts as Record<string, unknown>)[as] = own.value;
    }
    const context = inHoursOfOwner(check, subject, setting);
    if (context === null) return until(unknown(unknownTeam));
    const given = narrow(record, parts) as never;
    try {
      const verdict = check.evaluate(given, (around === null ? context : { ...context, inventory: around }) as never);
      return withUnreadable(notingHours(verdict, context.businessTime), shows, faults);
    } catch (error) {
      return verdictOfThrown(error);
    }
  };
}

/** What is cut down lies on other records, and says itself what of it cannot be read. */
function fieldsOfSubject(one: Ask): readonly string[] {
  return one.source.beside?.cut === undefined ? basisOf(one).fields.map(({ field }) => field) : [];
}

function isRecord(stock: Stock): stock is RecordStock {
  return "record" in stock;
}

/** What is only shown may be unreadable: the evidence says so in its place. */
function withUnreadable(verdict: Verdict, shows: readonly string[], faults: FieldFaults): Verdict {
  if (verdict.status !== "fail" || faults.size === 0) return verdict;
  const unreadable = shows.filter((field) => faults.has(field) && Object.hasOwn(verdict.evidence, field));
  if (unreadable.length === 0) return verdict;
  const said = Object.fromEntries(unreadable.map((field) => [field, `unreadable: ${faults.get(field)!}`]));
  return { ...verdict, evidence: { ...verdict.evidence, ...said } };
}
