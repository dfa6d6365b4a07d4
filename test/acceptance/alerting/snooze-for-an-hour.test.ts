import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("who snoozed is asked first when the hour is over, and then the ladder goes on from there", async () => {
  const { snooze } = choosing(room);
  await room.opens(["ana"]);
  await room.pass(10);
  await snooze("1h");
  await room.heard();
  await room.pass(59);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
  await room.pass(29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
