import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const window = {
  name: "Nightly import",
  scope: {},
  timeZone: "Europe/London",
  times: { kind: "weekly", weekdays: [3], from: "22:00", until: "02:00" },
} as const;

test("a window that begins in the evening ends on the next morning", async () => {
  const { configure } = choosing(room);
  configure({ maintenance: [window] });
  await room.pass(13 * 60);
  await room.opens(["ana"]);
  await room.pass(3 * 60 - 1);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(room.now.toISOString()).toBe("2026-11-26T02:00:00.000Z");
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
