import { expect, test } from "vitest";
import { ruleCalendarOf, ruleKeysOf, type RuleCalendar } from "../../../activities/judge/rule-key.ts";

const calendar: RuleCalendar = { timeZone: "Europe/Berlin", businessHours: "always", holidays: ["2026-12-25"] };
const params = { promiseMinutes: 60, leadStages: ["lead"] };
const key = (version = 1, own = {}, at: Partial<RuleCalendar> = {}) =>
  ruleKeysOf({ version }, { ...params, ...own }, { ...calendar, ...at })[0];

test.each([
  ["the version of the check", key(2)],
  ["a limit", key(1, { promiseMinutes: 30 })],
  ["a list", key(1, { leadStages: ["lead", "48211"] })],
  ["a setting that was not there", key(1, { lookBackDays: 30 })],
  ["the zone", key(1, {}, { timeZone: "Asia/Tokyo" })],
  ["a holiday", key(1, {}, { holidays: [] })],
])("another rule: %s", (_, other) => {
  expect(other).not.toBe(key());
});

test("the same rule: settings and holidays in another order, a version that is left out", () => {
  const turned = { leadStages: ["lead"], promiseMinutes: 60 };
  expect(ruleKeysOf({}, turned, calendar)).toEqual(ruleKeysOf({ version: 1 }, params, calendar));
  const two = { ...calendar, holidays: ["2026-01-01", "2026-12-25"] };
  expect(ruleKeysOf({}, params, two)).toEqual(ruleKeysOf({}, params, { ...two, holidays: two.holidays.toReversed() }));
});

test("a key of an older version, which knew no calendar, is known again", () => {
  expect(ruleKeysOf({ version: 1 }, { lookBackDays: 30, promiseMinutes: 60 }, calendar).slice(1)).toEqual([
    "WmMSdIrns09q",
  ]);
});

test("a version that was no stricter is the same rule for an end; another one is not", () => {
  const older = [1, 2].map((version) => ruleKeysOf({ version }, params, calendar));
  const today = ruleKeysOf({ version: 3, stricterThan: [2] }, params, calendar);
  expect(today).toEqual(expect.arrayContaining([...older[1]!]));
  expect(today).not.toContain(older[0]![0]);
  expect(today[0]).toBe(ruleKeysOf({ version: 3 }, params, calendar)[0]);
});

test("only a check that counts in the hours of an owner's team goes by teams: their hours, and who is in them", () => {
  const lisbon = { team: "Lisbon", timeZone: "Europe/Lisbon", businessHours: "always", holidays: [] } as const;
  const owner = (id: string, name: string) => ({ id, teamIds: ["7"], teamNames: [name] }) as never;
  const inHours = (hours: "owner" | undefined, at: RuleCalendar) =>
    ruleKeysOf(hours === undefined ? {} : { hours }, params, at)[0];
  const before = ruleCalendarOf({ ...calendar, teamHours: [lisbon] }, [owner("1", "Lisbon"), owner("2", "Berlin")]);
  const others = [
    ruleCalendarOf(calendar, []),
    ruleCalendarOf({ ...calendar, teamHours: [{ ...lisbon, holidays: ["2026-12-08"] }] }, [owner("1", "Lisbon")]),
    ruleCalendarOf({ ...calendar, teamHours: [lisbon] }, [owner("1", "Berlin")]),
    ruleCalendarOf({ ...calendar, teamHours: [lisbon] }, [owner("1", "Lisbon"), owner("2", "Lisbon")]),
  ];
  for (const other of others) {
    expect(inHours("owner", other)).not.toBe(inHours("owner", before));
    expect(inHours(undefined, other)).toBe(key());
  }
  const turned = ruleCalendarOf({ ...calendar, teamHours: [lisbon] }, [owner("2", "Madrid"), owner("1", "Lisbon")]);
  expect(inHours("owner", turned)).toBe(inHours("owner", before));
  expect(inHours("owner", ruleCalendarOf(calendar, []))).toBe(key());
});
