import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("the token is refused: nothing is lost, and it is told when the token is good again", async () => {
  room.channels.moods.slack = "token refused";
  await room.opens(["ana"], { severity: "low" });
  await room.pass(20);
  expect(await room.heard()).toEqual([]);
  room.channels.moods.slack = "well";
  await room.pass(9);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
