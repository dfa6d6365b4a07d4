import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const window = {
  name: "CRM import",
  scope: {},
  timeZone: "Europe/London",
  times: { kind: "once", from: "2026-11-25 10:05", until: "2026-11-25 11:05" },
} as const;

test("what was told before a window is not told again, and its ladder rests", async () => {
  const { configure } = choosing(room);
  configure({ maintenance: [window] });
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  await room.pass(5);
  await room.run([]);
  await room.pass(60 + 29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
