import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("nobody takes it: each step once, then silence, and everyone hears the end", async () => {
  await room.opens(["ana"]);
  await room.pass(3 * 24 * 60);
  expect(await room.heard()).toEqual([
    "sales message: opened ana",
    "head mail: escalated ana",
    "boss message: escalated ana",
  ]);
  await room.ends(["ana"]);
  expect((await room.heard()).map((one) => one.split(" ")[0]).toSorted((a, b) => a!.localeCompare(b!))).toEqual([
    "boss",
    "head",
  ]);
});
