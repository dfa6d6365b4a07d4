import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what has ended cannot be snoozed, and its end is told though it was snoozed", async () => {
  const { snooze, shows } = choosing(room);
  await room.opens(["ana"]);
  await snooze("1h");
  await room.heard();
  await room.ends(["ana"]);
  expect(await shows()).toBe("sales edit: recovered ana");
  await expect(snooze("1h")).rejects.toThrow("This alert is resolved already.");
});
