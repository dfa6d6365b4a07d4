import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const edit = (escalation: readonly { afterSeconds: number; notify: readonly string[] }[]) => {
  room.client = { ...room.client, escalation };
};

test("a step that is added under a running alert comes", async () => {
  edit([{ afterSeconds: 1_800, notify: ["head"] }]);
  await room.opens(["ana"]);
  await room.pass(40);
  expect(await room.heard()).toEqual(["sales message: opened ana", "head mail: escalated ana"]);
  edit([
    { afterSeconds: 1_800, notify: ["head"] },
    { afterSeconds: 3_600, notify: ["boss"] },
  ]);
  await room.run([]);
  await room.pass(20);
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});

test("nobody is reached twice when a step moves", async () => {
  await room.opens(["ana"]);
  await room.pass(40);
  await room.heard();
  edit([
    { afterSeconds: 3_000, notify: ["head"] },
    { afterSeconds: 7_200, notify: ["boss"] },
  ]);
  await room.run([]);
  await room.pass(60);
  expect(await room.heard()).toEqual([]);
});

test("nobody is passed over: a step before the one that was taken is made up for", async () => {
  edit([{ afterSeconds: 1_800, notify: ["head"] }]);
  await room.opens(["ana"]);
  await room.pass(40);
  await room.heard();
  edit([
    { afterSeconds: 600, notify: ["boss"] },
    { afterSeconds: 1_800, notify: ["head"] },
  ]);
  await room.run([]);
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});

test("a ladder that is taken away stops", async () => {
  await room.opens(["ana"]);
  await room.heard();
  edit([]);
  await room.run([]);
  await room.pass(600);
  expect(await room.heard()).toEqual([]);
});
