import { expect, test } from "vitest";
import { desiredSchedules } from "../../../operations/schedules/desired-schedules.ts";
import { canonicalJson, memoOf, scheduleOptions } from "../../../operations/schedules/schedule-options.ts";
import { sampleConfig, withClient } from "../sample-config.ts";

test("a client has an audit for each cadence in use and a report in its own zone", async () => {
  const schedules = desiredSchedules(await sampleConfig());
  expect(
    schedules.map(({ scheduleId, timing, jitterSeconds, catchUp, overlap }) => [
      scheduleId,
      timing,
      jitterSeconds,
      catchUp,
      overlap,
    ]),
  ).toEqual([
    ["audit/northwind/daily", { at: "06:00", on: "every-day", timeZone: "Europe/Berlin" }, 600, "6 hours", "SKIP"],
    ["audit/northwind/fast", { everySeconds: 300 }, 30, "10 minutes", "SKIP"],
    ["audit/northwind/hourly", { everySeconds: 3600 }, 360, "6 hours", "SKIP"],
    ["operations/supervise", { everySeconds: 60 }, 0, "10 minutes", "SKIP"],
    ["report/northwind/weekly", { at: "07:30", on: "monday", timeZone: "Europe/Berlin" }, 0, "2 days", "BUFFER_ONE"],
  ]);
});

test("a cadence without a monitor has no schedule", async () => {
  const config = await sampleConfig();
  const { monitors } = config.clients[0]!;
  const daily = withClient(config, { monitors: monitors.filter(({ cadence }) => cadence === "daily") });
  expect(desiredSchedules(daily).map(({ scheduleId }) => scheduleId)).not.toContain("audit/northwind/fast");
});

test.each([
  [59, 0],
  [60, 6],
  [6_000, 600],
  [86_400, 600],
])("a cadence of %i s is spread over %i s", async (everySeconds, jitterSeconds) => {
  const config = await sampleConfig();
  const fast = withClient(config, { cadences: { ...config.clients[0]!.cadences, fast: { everySeconds } } });
  expect(desiredSchedules(fast).find(({ scheduleId }) => scheduleId.endsWith("/fast"))).toMatchObject({
    jitterSeconds,
  });
});

test("a time of day is one value for each field, never the beginning of a range", async () => {
  const report = desiredSchedules(await sampleConfig()).find(({ workflowType }) => workflowType === "weeklyReport")!;
  expect(scheduleOptions(report).spec).toEqual({
    calendars: [{ hour: 7, minute: 30, second: 0, dayOfWeek: "MONDAY" }],
    timezone: "Europe/Berlin",
  });
});

test("the hash is of the content, whatever order its keys were written in", async () => {
  const [schedule] = desiredSchedules(await sampleConfig());
  const turned = Object.fromEntries(Object.entries(schedule!).reverse()) as unknown as NonNullable<typeof schedule>;
  expect(memoOf(turned)).toEqual(memoOf(schedule!));
  expect(memoOf({ ...schedule!, jitterSeconds: 1 }).hash).not.toBe(memoOf(schedule!).hash);
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

test("what a schedule carries stays far under Temporal's limit for a memo", async () => {
  for (const schedule of desiredSchedules(await sampleConfig()))
    expect(JSON.stringify(memoOf(schedule)).length).toBeLessThan(2_000);
});
