import { settingsOf } from "../settings-of.ts";
import fc from "fast-check";
import { drawnLead, drawnLimits } from "../drawn-lead.ts";
import { expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";
import { describe, expect, test } from "vitest";
import { afterHoursLeadWaiting } from "../../../checks/follow-up/after-hours-lead-waiting.ts";
import { answeredAt, clockAt } from "../../domain/leads/sample-hand.ts";
import { clientIn, judgeRecord, verdictOnRecord } from "../around.ts";
import { daysAgo, lead } from "../samples.ts";

/** Tuesday, 22:00 in Berlin; the team opens on Wednesday at 9:00, which is 8:00 UTC. */
const lastNight = new Date("2026-11-24T21:00:00Z");
const overnight = { ...lead, raisedHandAt: null, raisedHandOn: null, madeBy: "INTEGRATION", createdAt: lastNight };
const at = (time: string) => ({ asOf: new Date(`2026-11-25T${time}Z`) });
const verdictOn = (own: Partial<typeof lead>, params = {}, setting = at("09:01:00")) =>
  judgeRecord(afterHoursLeadWaiting, { ...overnight, ...own }, params, setting);

test.each([
  ["an hour after opening", {}, {}, "09:00:00", "pass"],
  ["a minute later", {}, {}, "09:01:00", "fail"],
  ["a limit of its own", {}, { maxMinutesAfterOpening: 10 }, "08:11:00", "fail"],
  ["somebody picked it up", { firstOutreachAt: new Date("2026-11-25T08:30:00Z") }, {}, "09:01:00", "pass"],
  ["it came in at the very opening", { createdAt: new Date("2026-11-25T08:00:00Z") }, {}, "12:00:00", "not-applicable"],
  ["a second before", { createdAt: new Date("2026-11-25T07:59:59Z") }, {}, "12:00:00", "fail"],
  ["at the very closing", { createdAt: new Date("2026-11-24T17:00:00Z") }, {}, "12:00:00", "fail"],
  ["a second before it", { createdAt: new Date("2026-11-24T16:59:59Z") }, {}, "12:00:00", "not-applicable"],
  ["on Friday night", { createdAt: new Date("2026-11-20T22:00:00Z") }, { maxUntouchedHours: 200 }, "09:01:00", "fail"],
  ["an import by night", { madeBy: "IMPORT" }, {}, "09:01:00", "not-applicable"],
  ["an import that counts", { madeBy: "IMPORT" }, { ignoredOrigins: [] }, "09:01:00", "fail"],
  ["a newsletter", { clocks: [clockAt(lastNight, { class: "other" })] }, {}, "09:01:00", "not-applicable"],
  ["a customer", { lifecycleStage: "customer" }, {}, "09:01:00", "not-applicable"],
  ["nobody says when it was made", { createdAt: null }, {}, "09:01:00", "unknown"],
] as const)("%s", (_, own, params, time, status) => {
  expect(verdictOn(own, params, at(time)).status).toBe(status);
});

test("a team that works around the clock has no night", () => {
  expect(verdictOn({}, {}, { ...at("09:01:00"), businessTime: clientIn("UTC") } as never).status).toBe(
    "not-applicable",
  );
});

describe("others tell of it", () => {
  test("from the limit of lead-untouched on", () => {
    expect(verdictOn({}, { maxUntouchedHours: 2 }, at("10:00:00")).status).toBe("fail");
    expect(verdictOn({}, { maxUntouchedHours: 2 }, at("10:01:00"))).toMatchObject({ ending: "handed-over" });
  });

  test("from the promise of lead-unanswered on, of who asked", () => {
    const asked = { clocks: [clockAt(lastNight)] };
    expect(verdictOn(asked).status).toBe("not-applicable");
    expect(verdictOn(asked, { promiseMinutes: 120 }, at("10:00:00")).status).toBe("fail");
    expect(verdictOn(asked, { promiseMinutes: 120 }, at("10:01:00"))).toMatchObject({ ending: "handed-over" });
  });

  test("who asked and was answered does not wait", () => {
    const clocks = [answeredAt(lastNight, new Date("2026-11-25T08:05:00Z"))];
    expect(verdictOn({ clocks }, { promiseMinutes: 480 }).status).toBe("pass");
  });

  test("who asked by day does not wait since the night in which the record was made", () => {
    const clocks = [clockAt(new Date("2026-11-25T08:20:00Z"))];
    expect(verdictOn({ clocks }, { promiseMinutes: 480 }, at("12:00:00")).status).toBe("not-applicable");
  });

  test("a week later, whatever the hours", () => {
    const createdAt = daysAgo(10);
    expect(verdictOn({ createdAt }, { maxUntouchedHours: 1000 })).toMatchObject({ ending: "handed-over" });
  });
});

test("it keeps when it came in, when the team opened and the limit", () => {
  expect(verdictOn({})).toEqual({
    status: "fail",
    evidence: {
      cameInAt: lastNight.toISOString(),
      openedAt: "2026-11-25T08:00:00.000Z",
      madeBy: "INTEGRATION",
      maxMinutesAfterOpening: 60,
    },
    since: new Date("2026-11-25T08:00:00Z"),
  });
});

test("a verdict holds until the instant that it names", () => {
  expectToHold(
    afterHoursLeadWaiting,
    fc.tuple(drawnLead, drawnLimits),
    ([some, limits]) =>
      (at) =>
        verdictOnRecord(afterHoursLeadWaiting, some, settingsOf(afterHoursLeadWaiting, limits), at),
    { runs: 400 },
  );
});

describeSentences([
  {
    check: afterHoursLeadWaiting,
    name: "Ana Ruiz",
    judge: (at) => verdictOn({ createdAt: lastNight }, { maxUntouchedHours: 200 }, { asOf: at }),
    brief: "came in overnight",
    now: "Ana Ruiz came in outside working hours on Tue 24 Nov, 22:00 UTC+1 and has not been picked up for 7 h of business time (limit 1 h).",
    lasting:
      "Ana Ruiz came in outside working hours on Tue 24 Nov, 22:00 UTC+1 and has not been picked up (limit 1 h after opening).",
    over: "Ana Ruiz came in outside working hours on Tue 24 Nov, 22:00 UTC+1 and had not been picked up for 7 h of business time (limit 1 h).",
  },
]);
