import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  businessHours: (["monday", "wednesday", "friday"] as const).map((day) => ({ day, opens: "08:30", closes: "18:00" })),
  holidays: ["2026-11-30"],
});

test("a snooze until Monday ends when work begins: on Wednesday, where Monday is a holiday", async () => {
  const { snooze } = choosing(room);
  await room.opens(["ana"]);
  const { until } = await snooze("monday");
  expect(until).toBe("2026-12-02T08:30:00.000Z");
  await room.heard();
  await room.pass((Date.parse(until) - room.now.getTime()) / 60_000 - 1);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
});
