import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what one run finds is one message", async () => {
  await room.opens(["ana", "ben", "cleo", "dan"]);
  expect(await room.heard()).toEqual(["sales message: opened ana, ben, cleo, dan"]);
});

test("a second run answers below it with what is new", async () => {
  await room.opens(["ana"]);
  await room.opens(["ben", "cleo"]);
  expect(await room.heard()).toEqual(["sales message: opened ana", "sales reply: changed ben, cleo"]);
});
