import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  businessHours: (["wednesday", "thursday", "friday"] as const).map((day) => ({
    day,
    opens: "09:00",
    closes: "11:00",
  })),
  holidays: ["2026-11-26"],
});

test("a ladder does not climb on a holiday", async () => {
  await room.opens(["ana"]);
  await room.heard();
  // 10:00 to 11:00 on Wednesday is an hour; the second one comes on Friday, Thursday being a holiday.
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
  await room.pass(46 * 60);
  expect(await room.heard()).toEqual([]);
  await room.pass(90);
  expect(room.now.toISOString()).toBe("2026-11-27T10:00:00.000Z");
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});
