import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("whoever accepted is asked again when the time is over, and then the ladder goes on", async () => {
  const { accept } = choosing(room);
  await room.opens(["ana"]);
  await accept("ana", "2026-11-27");
  await room.heard();
  await room.pass(3 * 24 * 60 - 10 * 60 - 1);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
