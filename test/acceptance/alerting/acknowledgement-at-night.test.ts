import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  businessHours: (["monday", "tuesday", "wednesday", "thursday", "friday"] as const).map((day) => ({
    day,
    opens: "08:30",
    closes: "18:00",
  })),
});

test("nobody is asked at night: four hours of business time that begin in the evening end the next day", async () => {
  await room.opens(["ana"], { severity: "critical" });
  await room.pass(6.5 * 60);
  expect((await room.heard()).length).toBeGreaterThan(0);
  await room.takes("sales", "Mia");
  // From 16:30 on Wednesday: 90 minutes that day, 150 on Thursday from 08:30.
  await room.pass(16 * 60);
  expect(await room.heard()).toEqual([]);
  await room.pass(2.5 * 60);
  expect(room.now.toISOString()).toBe("2026-11-26T11:00:00.000Z");
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
});
