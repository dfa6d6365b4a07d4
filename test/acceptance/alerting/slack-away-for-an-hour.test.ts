import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("Slack is away for an hour: each receiver hears once, in the state of then", async () => {
  room.channels.moods.slack = "away";
  await room.opens(["ana"], { severity: "medium" });
  await room.pass(30);
  await room.opens(["ben"], { severity: "medium" });
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana", "head mail: escalated ana, ben"]);
  room.channels.moods.slack = "well";
  await room.pass(10);
  expect(await room.heard()).toEqual(["sales message: escalated ana, ben"]);
});
