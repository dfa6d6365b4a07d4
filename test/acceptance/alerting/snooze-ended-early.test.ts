import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("a snooze that is ended early tells nobody anew, and its ladder goes on from then", async () => {
  const { snooze, endSnooze } = choosing(room);
  await room.opens(["ana"]);
  await snooze("1h");
  await room.pass(20);
  await room.heard();
  await endSnooze();
  await room.pass(29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
