import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("a ladder rests in a silence, and goes on from its end: no step comes that fell due meanwhile", async () => {
  const { silence } = choosing(room);
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  await room.pass(20);
  await silence(60);
  await room.pass(60 + 29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
