import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what comes after a click has a ladder of its own, and what was taken has none", async () => {
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  expect(await room.takes("sales", "Mia")).toMatchObject({ ok: true });
  await room.pass(120);
  expect(await room.heard()).toEqual([]);

  await room.opens(["ben"]);
  expect(await room.heard()).toEqual(["sales reply: changed ben"]);
  await room.pass(29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana, ben"]);
  await room.pass(90);
  expect(await room.heard()).toEqual(["boss message: escalated ana, ben"]);
});
