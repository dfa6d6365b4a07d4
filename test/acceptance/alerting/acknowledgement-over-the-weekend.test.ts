import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  businessHours: (["monday", "tuesday", "wednesday", "thursday", "friday"] as const).map((day) => ({
    day,
    opens: "08:30",
    closes: "18:00",
  })),
  holidays: ["2026-11-30"],
  escalation: [],
});

test("a working day of a lead of severity high skips the weekend and a holiday", async () => {
  await room.pass(2 * 24 * 60);
  await room.opens(["ana"], { severity: "high" });
  await room.takes("sales", "Mia");
  await room.heard();
  await room.pass(4 * 24 * 60 - 1);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(room.now.toISOString()).toBe("2026-12-01T10:00:00.000Z");
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
});
