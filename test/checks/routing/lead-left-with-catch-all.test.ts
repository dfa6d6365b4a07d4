import { settingsOf } from "../settings-of.ts";
import fc from "fast-check";
import { drawnLead, drawnLimits } from "../drawn-lead.ts";
import { expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";
import { expect, test } from "vitest";
import { leadLeftWithCatchAll } from "../../../checks/routing/lead-left-with-catch-all.ts";
import { clientIn, judgeRecord, verdictOnRecord } from "../around.ts";
import { asOf, daysAgo, lead, owner } from "../samples.ts";

const hoursAgo = (hours: number, minutes = 0) => new Date(asOf.getTime() - (hours * 60 + minutes) * 60_000);
const queue = { ...owner, id: "1", name: "Sales queue", email: "queue@northwind.example" };
const always = { businessTime: clientIn("Europe/Berlin"), inventory: { owner: [owner, queue] } };
const parked = { ...lead, ownerId: "1", ownedSince: hoursAgo(30) };
const named = { catchAllOwners: ["1"] };

test.each([
  ["24 hours", { ownedSince: hoursAgo(24) }, named, "pass"],
  ["a minute more", { ownedSince: hoursAgo(24, 1) }, named, "fail"],
  ["named by e-mail address", {}, { catchAllOwners: ["Queue@northwind.example"] }, "fail"],
  ["a limit of its own", {}, { ...named, maxCatchAllHours: 30 }, "pass"],
  ["a salesperson has it", { ownerId: "7" }, named, "pass"],
  ["no one is named", {}, {}, "not-applicable"],
  ["it has no owner", { ownerId: null }, named, "not-applicable"],
  ["HubSpot does not list the owner, who is named by id", { ownerId: "99" }, { catchAllOwners: ["99"] }, "fail"],
  ["a customer", { lifecycleStage: "customer" }, named, "not-applicable"],
  ["unqualified", { leadStatus: "UNQUALIFIED" }, named, "not-applicable"],
  ["HubSpot does not say since when", { ownedSince: null }, named, "unknown"],
] as const)("%s", (_, own, params, status) => {
  expect(judgeRecord(leadLeftWithCatchAll, { ...parked, ...own }, params, always).status).toBe(status);
});

test("only business time counts", () => {
  const setting = { inventory: always.inventory };
  expect(judgeRecord(leadLeftWithCatchAll, parked, named, setting).status).toBe("pass");
  expect(judgeRecord(leadLeftWithCatchAll, { ...parked, ownedSince: daysAgo(5) }, named, setting).status).toBe("fail");
});

test("it keeps since when, with whom and the limit", () => {
  expect(judgeRecord(leadLeftWithCatchAll, parked, named, always)).toEqual({
    status: "fail",
    evidence: { ownedSince: hoursAgo(30).toISOString(), catchAllOwner: "Sales queue", maxCatchAllHours: 24 },
    since: hoursAgo(30),
  });
});

test("a verdict holds until the instant that it names", () => {
  expectToHold(leadLeftWithCatchAll, fc.tuple(drawnLead, drawnLimits), ([some, limits]) => (at) => {
    const own = { catchAllOwners: ["7"], ...settingsOf(leadLeftWithCatchAll, limits) };
    return verdictOnRecord(leadLeftWithCatchAll, some, own, { ...at, inventory: always.inventory });
  });
});

describeSentences([
  {
    check: leadLeftWithCatchAll,
    name: "Ana Ruiz",
    judge: (at) =>
      judgeRecord(leadLeftWithCatchAll, { ...parked, ownedSince: daysAgo(6) }, named, { ...always, asOf: at }),
    brief: "left with Sales queue",
    now: "Ana Ruiz has been left with Sales queue for 36 h of business time (limit 24 h).",
    lasting: "Ana Ruiz has been left with Sales queue since Thu 19 Nov, 16:00 UTC+1 (limit 24 h of business time).",
    over: "Ana Ruiz was left with Sales queue for 36 h of business time (limit 24 h).",
  },
]);
