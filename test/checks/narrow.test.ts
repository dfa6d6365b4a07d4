import { expect, test } from "vitest";
import { narrowTo } from "../../checks/narrow.ts";
import { defineInventoryCheck, defineRecordCheck, fail, pass } from "../../checks/define-check.ts";
import { clockAt } from "../domain/leads/sample-hand.ts";
import { asKind } from "../../checks/kinds/index.ts";
import { inventoryKind } from "../../checks/kinds/inventory.ts";
import { judgeItem, judgeRecord, portal } from "./around.ts";
import { deal, lead, minutesAgo, owner } from "./samples.ts";
import { words } from "./words.ts";

const peekingWords = { ...words, id: "peeking-around", judges: "owner", evaluate: () => pass() } as const;

test("a view shows what was asked for, and its name", () => {
  const seen = narrowTo("some-check", ["amount"])(deal) as typeof deal;
  expect([seen.id, seen.type, seen.name, seen.amount]).toEqual(["201", "deal", "Northwind renewal", 12_000]);
});

test("what was not asked for cannot be read, and the error says the way out", () => {
  const seen = narrowTo("some-check", ["amount"])(deal) as typeof deal;
  expect(() => seen.closeAt).toThrow("The check some-check did not ask for “closeAt”. Add it to its needs.");
  expect({ ...seen }).toEqual({});
});

test("of what lies beside a record only the parts that were asked for are seen", () => {
  const beside = { hands: [1], clocks: [2] };
  const seen = narrowTo("some-check", [], ["clocks"])(lead, beside) as unknown as typeof beside;
  expect(seen.clocks).toEqual([2]);
  expect(() => seen.hands).toThrow(/did not ask for “hands”/);
});

test("of other inventories too only the fields that were asked for", () => {
  const sales = { type: "pipeline", id: "p", name: "Sales", stages: [] } as const;
  const seen = (names: readonly "stages"[]) => {
    const check = defineInventoryCheck({ ...peekingWords, needs: { fields: [], inventory: { pipeline: names } } });
    const [given] = inventoryKind.load(asKind("inventory", check)!, {
      ...portal,
      inventory: { owner: [owner], pipeline: [sales] },
    });
    return (given!.inventory as { readonly pipeline: readonly (typeof sales)[] }).pipeline[0]!;
  };
  expect(seen(["stages"]).stages).toEqual([]);
  expect(() => seen([]).stages).toThrow(/did not ask for “stages”/);
});

test("each record has a view of its own", () => {
  const narrow = narrowTo("some-check", ["amount"]);
  const [one, other] = [narrow(deal), narrow({ ...deal, amount: 5 })] as (typeof deal)[];
  expect([one!.amount, other!.amount]).toEqual([12_000, 5]);
});

// The compiler holds a check to its needs; this is for whoever has talked it out of that.
const peeking = defineRecordCheck({
  ...words,
  id: "peeking",
  judges: "contact",
  needs: { fields: ["leadStatus"], hands: { lookBackDays: () => 30 } },
  evaluate: (contact) => ((contact as unknown as typeof lead).clocks.length > 0 ? fail({}) : pass()),
});
const peekingAtItems = defineInventoryCheck({
  ...words,
  id: "peeking-at-items",
  judges: "owner",
  needs: { fields: ["isActive"] },
  evaluate: (item) => ((item as typeof owner).deactivatedAt === null ? pass() : fail({})),
});

test("a check that reads what it did not ask for is unknown, whatever kind it is of", () => {
  expect(judgeRecord(peeking, { ...lead, clocks: [clockAt(minutesAgo(5))] })).toEqual({
    status: "unknown",
    reason: "the check failed on this one: The check peeking did not ask for “clocks”. Add it to its needs.",
  });
  expect(judgeItem(peekingAtItems, owner)).toEqual({
    status: "unknown",
    reason:
      "the check failed on this one: The check peeking-at-items did not ask for “deactivatedAt”. Add it to its needs.",
  });
});
