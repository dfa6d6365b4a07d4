import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import { checks } from "../../checks/index.ts";
import type { Check } from "../../checks/define-check.ts";
import { asKind, kindOf } from "../../checks/kinds/index.ts";
import type { PortalStock } from "../../checks/kinds/kind.ts";
import { scansOf, itemsIfReadBy } from "../../checks/needs.ts";
import type { DriftBook } from "../../checks/sources/approved.ts";
import { differenceOf } from "../../domain/inventory/difference.ts";
import type { Drift } from "../../domain/inventory/drift.ts";
import type { Inventory, ItemType } from "../../domain/inventory/inventory.ts";
import { hangingOn, paramsOf, portal } from "./around.ts";
import { faultsOf } from "./hostile.ts";
import { inventoryOf, itemOf, itemTypes } from "./hostile-items.ts";
import { asOf, businessTime } from "./samples.ts";

/**
 * However a portal is set up, no check breaks, none says NaN or [object Object], and it is judged the same twice. For
 * records, see hostile-values.test.ts.
 */
const judging = checks.flatMap((check) => {
  const { judges } = asKind("inventory", check) ?? asKind("portal", check) ?? { judges: null };
  const read = [...scansOf(check), ...itemsIfReadBy(check)] as readonly ItemType[];
  return judges === null ? [] : [{ id: check.id, check, judges, read: [...new Set(read)] }];
});

/** Any change of any item, told as the product tells it. */
const driftOf = (type: ItemType) => {
  const some = fc.option(itemOf(type));
  return fc.array(fc.tuple(some, some, fc.boolean()), { maxLength: 3 }).map((changes): DriftBook => {
    const drifts = changes.flatMap(([approved, current, isHeld], index): readonly Drift[] => {
      const of = current ?? approved;
      const investigation = isHeld ? { by: "Ana\ud800", since: asOf, note: null } : null;
      return of === null
        ? []
        : [{ kind: type, id: of.id, version: index, current, approved, changedAt: asOf, investigation }];
    });
    return {
      of: () => drifts,
      tell: ({ approved, current }, watched) =>
        differenceOf(inventoryKinds[type].words, approved, current, { watched }),
      isAccepted: () => drifts.length > 1,
    };
  });
};

function judgedTwice(check: Check, stock: PortalStock) {
  const context = { asOf, businessTime, params: paramsOf(check) as never };
  const kind = kindOf(check);
  const judge = () => kind.load(check, stock).flatMap((given) => kind.judge(check, given, context));
  const judged = judge();
  expect(judge()).toEqual(judged);
  return judged;
}

describe("a portal that is set up with hostile values", () => {
  test.each(judging)("$id", ({ check, judges, read }) => {
    const drift = judges === "portal" ? fc.constant(portal.drift) : driftOf(judges);
    const counts = fc.constantFrom(0, 1, 1_000_000);
    const unread = fc.subarray([...itemsIfReadBy(check)]);
    let said = 0;
    fc.assert(
      fc.property(inventoryOf(read), drift, counts, unread, (inventory, book, count, missing) => {
        const { aggregates } = kindOf(check).plan(check);
        const added = hangingOn(
          "constructor",
          aggregates.map(() => count),
        );
        const stock = { ...portal, inventory: inventory as Inventory, drift: book, added, unread: new Set(missing) };
        const judged = judgedTwice(check, { ...stock, openSubjects: ["__proto__"] });
        said += judged.length;
        for (const { subject, verdict } of judged) {
          expect(subject.label).not.toMatch(/\[object |undefined|NaN$/);
          expect(faultsOf(check, verdict)).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
    expect(said).toBeGreaterThan(0);
  });

  test("there are such checks of every area that has inventory", () => expect(judging.length).toBeGreaterThan(10));
});

describe("what differs between two hostile items is told in sentences", () => {
  test.each(itemTypes)("%s", (type) => {
    fc.assert(
      fc.property(itemOf(type), itemOf(type), (before, after) => {
        const told = differenceOf(inventoryKinds[type].words, before, after);
        expect(told.join("\n").replaceAll(/"[^"]*"/g, "")).not.toMatch(/\[object |undefined|NaN|Invalid Date/);
        expect(differenceOf(inventoryKinds[type].words, before, after)).toEqual(told);
        expect(differenceOf(inventoryKinds[type].words, before, before)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
