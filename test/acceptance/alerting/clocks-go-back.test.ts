import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  businessHours: [
    { day: "saturday", opens: "22:00", closes: "06:00" },
    { day: "sunday", opens: "08:00", closes: "18:00" },
  ],
  escalation: [{ afterSeconds: 4 * 3_600, notify: ["head"] }],
});

test.each([
  // Four hours from 23:30 in London on the night in which 02:00 comes twice, and in the one in which it is left out.
  ["back", "2026-10-24T22:30:00Z", "2026-10-25T02:30:00.000Z"],
  ["forward", "2027-03-27T23:30:00Z", "2027-03-28T03:30:00.000Z"],
])("clocks go %s in the night: a step comes after four hours that passed", async (_, from, due) => {
  room.now = new Date(from);
  await room.opens(["ana"]);
  expect((await room.alert()).steps).toMatchObject([{ dueAt: due }]);
  await room.heard();
  await room.pass(239);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
