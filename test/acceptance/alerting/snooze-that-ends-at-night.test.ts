import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  businessHours: (["wednesday", "thursday"] as const).map((day) => ({ day, opens: "08:30", closes: "18:00" })),
});

test("an hour that ends at night asks when work begins, and not before", async () => {
  const { snooze } = choosing(room);
  await room.opens(["ana"]);
  await room.takes("sales", "Mia");
  await room.pass(7.5 * 60);
  await room.heard();
  await snooze("1h");
  await room.pass(14 * 60 - 1);
  expect(await room.heard()).toEqual([]);
});
