import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("a silence ends by itself a day after the last of what it matched, and what comes later is told", async () => {
  const { silence, silences } = choosing(room);
  await silence(20 * 24 * 60);
  await room.opens(["ana"]);
  await room.ends(["ana"]);
  await room.pass(23 * 60);
  await room.run([]);
  expect(await silences()).toHaveLength(1);
  await room.pass(2 * 60);
  await room.run([]);
  expect(await silences()).toEqual([]);
  await room.opens(["ben"]);
  expect(await room.heard()).toEqual(["sales message: opened ben"]);
});
