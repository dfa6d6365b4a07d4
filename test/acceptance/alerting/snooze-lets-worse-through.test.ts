import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what gets worse under a snooze speaks up, and so does what is new", async () => {
  const { snooze } = choosing(room);
  await room.opens(["ana"], { severity: "medium" });
  await snooze("1h");
  await room.heard();
  await room.opens(["ana"], { severity: "critical" });
  await room.opens(["ben"]);
  expect(await room.heard()).toEqual(["sales reply: worsened ana", "sales reply: changed ben"]);
});
