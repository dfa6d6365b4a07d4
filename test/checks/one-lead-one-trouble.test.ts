import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterHoursLeadWaiting } from "../../checks/follow-up/after-hours-lead-waiting.ts";
import { leadNeverContacted } from "../../checks/follow-up/lead-never-contacted.ts";
import { leadStale } from "../../checks/follow-up/lead-stale.ts";
import { leadUnanswered } from "../../checks/follow-up/lead-unanswered.ts";
import { leadUntouched } from "../../checks/follow-up/lead-untouched.ts";
import { replyUnanswered } from "../../checks/follow-up/reply-unanswered.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import { clockAt } from "../domain/leads/sample-hand.ts";
import { judgeRecord, type Setting } from "./around.ts";
import { asOf, lead } from "./samples.ts";
import { calendar, instant } from "./holding.ts";
import { drawnLead } from "./drawn-lead.ts";

const family = [
  afterHoursLeadWaiting,
  leadUnanswered,
  leadUntouched,
  leadNeverContacted,
  replyUnanswered,
  leadStale,
] as const;

/** Who tells of a lead at this instant. */
const tellingOf = (record: typeof lead, setting: Setting) =>
  family.filter((check) => judgeRecord(check, record, {}, setting).status === "fail").map(({ id }) => id);

/** As HubSpot has it: a reply is an activity, and an outreach too. */
const consistent = drawnLead.map((some): typeof lead => {
  const latest = [some.lastActivityAt, some.firstOutreachAt, some.lastContactedAt, some.lastReplyAt]
    .filter((at) => at !== null)
    .toSorted((a, b) => +a - +b)
    .at(-1);
  return { ...some, lastActivityAt: latest ?? null, raisedHandAt: some.clocks.at(-1)?.raisedAt ?? null };
});

const soon = fc.integer({ min: 0, max: 6 * 1440 });

test("never do two checks of follow-up tell of one lead", () => {
  const told = new Map<string, number>();
  fc.assert(
    fc.property(consistent, calendar, instant, soon, (record, businessTime, anyTime, minutes) => {
      // Every other time within days of its creation, when most of them tell.
      const { createdAt } = record;
      const at = minutes % 2 === 0 || createdAt === null ? anyTime : new Date(+createdAt + minutes * 60_000);
      const telling = tellingOf(record, { businessTime, asOf: at });
      for (const id of telling) told.set(id, (told.get(id) ?? 0) + 1);
      expect(telling).toEqual(telling.slice(0, 1));
    }),
    { numRuns: 3_000 },
  );
  // Each of them was met, or nothing was tried.
  expect([...told.keys()].toSorted()).toEqual(family.map(({ id }) => id).toSorted());
});

describe("a lead that no one contacts goes from one to the next, without a gap", () => {
  const weekdays = createBusinessTime({
    timeZone: "Europe/Berlin",
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "09:00", closes: "18:00" })),
    holidays: [],
  });
  const at = (text: string) => ({ businessTime: weekdays, asOf: new Date(text) });
  // Tuesday, 3 November, 22:00 in Berlin.
  const overnight = { ...lead, createdAt: new Date("2026-11-03T21:00:00Z"), madeBy: "INTEGRATION", raisedHandAt: null };

  test.each([
    ["2026-11-04T09:00:00Z", []],
    ["2026-11-04T09:01:00Z", ["after-hours-lead-waiting"]],
    ["2026-11-06T14:00:00Z", ["after-hours-lead-waiting"]],
    ["2026-11-06T14:01:00Z", ["lead-untouched"]],
    ["2026-11-10T22:59:59Z", ["lead-untouched"]],
    ["2026-11-10T23:00:00Z", ["lead-never-contacted"]],
    ["2026-12-03T22:59:59Z", ["lead-never-contacted"]],
    ["2026-12-03T23:00:00Z", ["lead-stale"]],
  ])("created by night, at %s: %s", (time, telling) => {
    expect(tellingOf(overnight, at(time))).toEqual(telling);
  });

  test.each([
    ["2026-11-04T09:00:00Z", []],
    ["2026-11-04T09:01:00Z", ["lead-unanswered"]],
    ["2026-12-03T22:59:59Z", ["lead-unanswered"]],
    ["2026-12-03T23:00:00Z", ["lead-stale"]],
  ])("who asked by night, at %s: %s", (time, telling) => {
    const asked = clockAt(overnight.createdAt);
    const record = {
      ...overnight,
      raisedHandAt: asked.raisedAt,
      clocks: [asked],
      hands: [{ ...asked, isRepeat: false }],
    };
    expect(tellingOf(record, at(time))).toEqual(telling);
  });

  test.each([
    ["2026-11-06T14:00:00Z", []],
    ["2026-11-06T14:01:00Z", ["reply-unanswered"]],
    ["2026-12-03T22:59:59Z", ["reply-unanswered"]],
    ["2026-12-03T23:00:00Z", ["lead-stale"]],
  ])("who wrote by night, at %s: %s", (time, telling) => {
    const record = { ...overnight, lastReplyAt: overnight.createdAt, lastActivityAt: overnight.createdAt };
    expect(tellingOf(record, at(time))).toEqual(telling);
  });
});

test("who asks after all is lead-unanswered's from then on", () => {
  const quiet = { ...lead, createdAt: new Date("2026-11-16T09:00:00Z"), raisedHandAt: null };
  const asked = clockAt(new Date("2026-11-25T10:00:00Z"));
  expect(tellingOf(quiet, { asOf })).toEqual(["lead-never-contacted"]);
  const record = { ...quiet, raisedHandAt: asked.raisedAt, clocks: [asked], hands: [{ ...asked, isRepeat: false }] };
  expect(tellingOf(record, { asOf })).toEqual(["lead-unanswered"]);
});
