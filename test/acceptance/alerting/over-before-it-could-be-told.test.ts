import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("Slack is away for half a minute; a lead comes and is answered meanwhile: nobody hears of it", async () => {
  room.channels.moods.slack = "away";
  await room.opens(["ana"]);
  await room.ends(["ana"]);
  room.channels.moods.slack = "well";
  await room.pass(10);
  expect(await room.heard()).toEqual([]);
});

test("of two, only the one that still waits is told", async () => {
  room.channels.moods.slack = "away";
  await room.opens(["ana"]);
  await room.opens(["ben"]);
  await room.ends(["ana"]);
  room.channels.moods.slack = "well";
  await room.pass(10);
  expect(await room.heard()).toEqual(["sales message: changed ben"]);
});
