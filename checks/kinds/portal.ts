import type { z } from "zod";
import type { Verdict } from "../../domain/findings/verdict.ts";
import type { CheckContext, CheckDescription } from "../description.ts";
import { inventory, narrowingInventory, type InventoryQuestion, type NarrowedInventory } from "../sources/inventory.ts";
import { ask } from "../sources/source.ts";
import { guarded } from "./guarded.ts";
import type { Kind } from "./kind.ts";
import type { Check } from "./index.ts";

/** Judges what a portal is set up with as a whole, such as how many of its users may do everything. */
export interface PortalCheck<
  Question extends InventoryQuestion = InventoryQuestion,
  Params extends z.ZodType = z.ZodType,
> extends CheckDescription<Params> {
  readonly kind: "portal";
  readonly judges: "portal";
  readonly needs: { readonly inventory: Question };
  /** Its id is part of the finding's name for good; the label is what people read. */
  readonly subject: { readonly id: string; readonly label: string };
  /** Pure: no clock, no network, no storage, no mutation. */
  evaluate(kinds: NarrowedInventory<Question>, context: CheckContext<z.output<Params>>): Verdict;
}

export function definePortalCheck<const Question extends InventoryQuestion, Params extends z.ZodType>(
  check: Omit<PortalCheck<Question, Params>, "kind">,
): Check {
  return Object.freeze({ kind: "portal", ...check }) as unknown as Check;
}

export const portalKind: Kind<PortalCheck, object> = {
  name: "portal",
  sayJudged: ({ needs }) => `the portal, by its ${Object.keys(needs.inventory).join("s and ")}s`,
  plan: ({ needs }) => ({
    asks: [ask<InventoryQuestion>(inventory, "portal", needs.inventory)],
    aggregates: [],
    records: null,
  }),
  load: (check, stock) =>
    "access" in stock ? [narrowingInventory(check.id, check.needs.inventory)(stock.inventory)!] : [],

  judge(check, kinds, context) {
    const verdict = guarded(() => check.evaluate(kinds as never, context));
    return [{ subject: { type: "portal", ownerId: null, ...check.subject }, verdict }];
  },

  unnamed: { reason: "nothing of it is left in the period that is watched", ending: "left-the-window" },
  hasBaseline: true,
  watchesUs: false,
  subjectsStandAlone: true,
};
