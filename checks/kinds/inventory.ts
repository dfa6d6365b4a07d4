import type { z } from "zod";
import type { Verdict } from "../../domain/findings/verdict.ts";
import type { InventoryItem, ItemOf, ItemType } from "../../domain/inventory/inventory.ts";
import type { AnyAggregate, Added } from "../aggregate.ts";
import type { CheckContext, CheckDescription } from "../description.ts";
import { narrowTo } from "../narrow.ts";
import {
  approved,
  approvedVersion,
  type ApprovedQuestion,
  type ApprovedVersion,
  type DriftBook,
} from "../sources/approved.ts";
import { ifRead, withoutUnread, type InventoryIfRead } from "../sources/if-read.ts";
import { inventory, narrowingInventory, type InventoryQuestion, type NarrowedInventory } from "../sources/inventory.ts";
import { ask } from "../sources/source.ts";
import { guarded } from "./guarded.ts";
import type { JudgedSubject, Kind, PortalStock, Stock } from "./kind.ts";
import type { Check } from "./index.ts";

/** The fields that a check can ask for of an item; `id`, `type` and `name` always come along. */
export type ItemField<Type extends ItemType> = Exclude<keyof ItemOf<Type>, "id" | "type" | "name"> & string;

/** What a check of the inventory can ask for. */
export interface InventoryNeeds<
  Field extends string,
  Others extends InventoryQuestion,
  IfRead extends InventoryQuestion = InventoryQuestion,
> {
  /** The fields of the item itself. */
  readonly fields: readonly Field[];
  /** Other kinds that the verdict rests on, and what of each. */
  readonly inventory?: Others;
  /** The same for kinds without which there is still something to say: each is null where it could not be read. */
  readonly ifRead?: IfRead;
  /** The approved version, and the difference over these fields. Deleted items are judged too. */
  readonly approved?: ApprovedQuestion;
  /** Counts of the records that hang on an item: their cohorts are ids of items. */
  readonly counts?: readonly AnyAggregate[];
}

/** Judges one item of what a portal is set up with, beside other inventories and counts of the records on it. */
export interface InventoryCheck<
  Type extends ItemType = ItemType,
  Field extends ItemField<Type> = ItemField<Type>,
  Others extends InventoryQuestion = InventoryQuestion,
  Params extends z.ZodType = z.ZodType,
  IfRead extends InventoryQuestion = InventoryQuestion,
> extends CheckDescription<Params> {
  readonly kind: "inventory";
  readonly judges: Type;
  readonly needs: InventoryNeeds<Field, Others, IfRead>;
  /**
   * Judges an id under which records count and which the portal does not list, such as an owner whom it does not know.
   * Asked for as long as records count under it, or a finding about it is open.
   */
  readonly unlisted?: {
    label(id: string): string;
    evaluate(id: string, context: CheckContext<z.output<Params>> & Counted): Verdict;
  };
  /** Pure: no clock, no network, no storage, no mutation. */
  evaluate(
    item: Pick<ItemOf<Type>, ("id" | "type" | "name" | Field) & keyof ItemOf<Type>>,
    context: CheckContext<z.output<Params>> &
      Counted & {
        readonly inventory: NarrowedInventory<Others>;
        readonly ifRead: InventoryIfRead<IfRead>;
        /** Throws where the check did not ask for it. */
        readonly approved: ApprovedVersion;
      },
  ): Verdict;
}

interface Counted {
  /** One number for each of `needs.counts`, in their order. */
  readonly counts: readonly number[];
}

export function defineInventoryCheck<
  Type extends ItemType,
  const Field extends ItemField<Type>,
  const Others extends InventoryQuestion,
  Params extends z.ZodType,
  const IfRead extends InventoryQuestion,
>(check: Omit<InventoryCheck<Type, Field, Others, Params, IfRead>, "kind">): Check {
  return Object.freeze({ kind: "inventory", ...check }) as unknown as Check;
}

interface Given {
  readonly subject: JudgedSubject;
  /** Null for an id that the portal does not list. */
  readonly item: object | null;
  readonly inventory: object;
  readonly ifRead: object;
  /** Null where the check did not ask for it. */
  readonly approved: ApprovedVersion | null;
  readonly counts: readonly number[];
}

export const inventoryKind: Kind<InventoryCheck, Given> = {
  name: "inventory",
  sayJudged: ({ judges }) => `each ${judges} of the portal's inventory`,

  plan: ({ judges, needs }) => ({
    asks: [
      ask<InventoryQuestion>(inventory, judges, { ...needs.inventory, [judges]: needs.fields }),
      ...(needs.ifRead === undefined ? [] : [ask(ifRead, judges, needs.ifRead)]),
      ...(needs.approved === undefined ? [] : [ask(approved, judges, needs.approved)]),
    ],
    aggregates: needs.counts ?? [],
    records: null,
  }),

  load(check, stock) {
    if (!isPortal(stock)) return [];
    const items: readonly InventoryItem[] = stock.inventory[check.judges] ?? [];
    const narrow = narrowTo(check.id, check.needs.fields);
    const others = narrowingInventory(check.id, check.needs.inventory ?? {})(stock.inventory)!;
    const more = narrowingInventory(check.id, check.needs.ifRead ?? {})(stock.inventory)!;
    const around = { inventory: others, ifRead: withoutUnread(more, stock.unread ?? new Set()) };
    const countsOf = (id: string) => stock.added.map(({ cohorts }) => cohorts.get(id)?.n ?? 0);
    const { items: subjects, approvedOf } = withApproved(check, items, stock.drift);
    return [
      ...subjects.map((item) => {
        const approval = approvedOf(item);
        const subject = subjectOf(item);
        return { subject, item: narrow(item), ...around, approved: approval, counts: countsOf(item.id) };
      }),
      ...unlistedIds(check, stock.added, items, stock.openSubjects).map((id) => {
        const subject = { type: check.judges, id, label: check.unlisted!.label(id), ownerId: null };
        return { subject, item: null, ...around, approved: null, counts: countsOf(id) };
      }),
    ];
  },

  judge(check, { subject, item, inventory: others, ifRead: more, approved: approval, counts }, context) {
    const verdict = guarded(() =>
      item === null
        ? check.unlisted!.evaluate(subject.id, { ...context, counts })
        : check.evaluate(item as never, {
            ...context,
            inventory: others as never,
            ifRead: more as never,
            counts,
            get approved() {
              if (approval !== null) return approval;
              throw new TypeError(`The check ${check.id} did not ask for the approved version. Add it to its needs.`);
            },
          }),
    );
    return [{ subject, verdict }];
  },

  unnamed: { reason: "it is no longer there", ending: "deleted" },
  hasBaseline: true,
  watchesUs: false,
  subjectsStandAlone: true,
};

function isPortal(stock: Stock): stock is PortalStock {
  return "inventory" in stock;
}

/** With the approved versions a check is given what was approved and is deleted, beside what there is. */
function withApproved(check: InventoryCheck, items: readonly InventoryItem[], book: DriftBook) {
  const { approved: question } = check.needs;
  if (question === undefined) return { items, approvedOf: () => null };
  const drifted = new Map(book.of(check.judges).map((drift) => [drift.id, drift]));
  const gone = [...drifted.values()].flatMap((drift) =>
    drift.current === null && drift.approved !== null ? [drift.approved] : [],
  );
  return {
    items: [...items, ...gone],
    approvedOf: (item: InventoryItem) => approvedVersion(book, item, drifted.get(item.id) ?? null, question.watches),
  };
}

function unlistedIds(
  check: InventoryCheck,
  added: readonly Added[],
  items: readonly InventoryItem[],
  openSubjects: readonly string[],
): readonly string[] {
  if (check.unlisted === undefined) return [];
  const listed = new Set(items.map(({ id }) => id));
  const named = new Set([...added.flatMap(({ cohorts }) => [...cohorts.keys()]), ...openSubjects]);
  return [...named].filter((id) => !listed.has(id));
}

function subjectOf(item: InventoryItem): JudgedSubject {
  const ownerId = item.type === "owner" ? item.id : "ownerId" in item ? item.ownerId : null;
  return { type: item.type, id: item.id, label: item.name, ownerId };
}
