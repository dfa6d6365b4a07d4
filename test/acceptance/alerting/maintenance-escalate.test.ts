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

test("a step that falls due in a window is not taken in it", async () => {
  const { configure } = choosing(room);
  await room.opens(["ana"]);
  await room.heard();
  configure({ maintenance: [window] });
  await room.pass(30);
  expect(await room.heard()).toEqual([]);
  await room.pass(35 + 30);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
