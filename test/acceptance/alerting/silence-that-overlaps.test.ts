import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("while one of two silences holds, what both match stays silent", async () => {
  const { silence, lift } = choosing(room);
  const { silenceId } = await silence(60);
  await silence(90);
  await room.opens(["ana"]);
  await lift(silenceId);
  await room.pass(80);
  expect(await room.heard()).toEqual([]);
  await room.pass(10);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
