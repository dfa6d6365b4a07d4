import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("mail is away: Slack hears each step once, and mail hears when it is back, once", async () => {
  room.channels.moods.email = "away";
  await room.opens(["ana"], { severity: "medium" });
  await room.pass(125);
  expect(await room.heard()).toEqual(["sales message: opened ana", "boss message: escalated ana"]);
  room.channels.moods.email = "well";
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
