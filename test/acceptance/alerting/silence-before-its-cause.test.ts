import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("a silence that has matched nothing yet waits for what it is meant for", async () => {
  const { silence, silences } = choosing(room);
  await silence(10 * 24 * 60);
  await room.pass(5 * 24 * 60);
  await room.run([]);
  expect(await silences()).toHaveLength(1);
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual([]);
});
