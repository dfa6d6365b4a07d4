import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what ends and comes back is a new episode with a fresh ladder", async () => {
  await room.opens(["ana"]);
  await room.pass(61);
  await room.ends(["ana"]);
  await room.heard();
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  expect(await room.alert()).toMatchObject({ episode: 2, status: "open", next_step: 0 });
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});

test("what comes back in an alert that is open is new in it", async () => {
  await room.opens(["ana", "ben"]);
  await room.pass(61);
  await room.ends(["ana"]);
  await room.heard();
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales reply: changed ana"]);
});
