import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what an import of the past finds is told nobody, then or later", async () => {
  await room.opens(["ana"], {}, { mode: "history" });
  await room.run([]);
  await room.pass(600);
  expect(await room.heard()).toEqual([]);
  expect(await room.decisions("ana")).toEqual(["opened: not-told, imported history"]);
});

test("what comes live beside it is told alone", async () => {
  await room.opens(["ana"], {}, { mode: "history" });
  await room.opens(["ben"]);
  expect(await room.heard()).toEqual(["sales message: opened ben"]);
});
