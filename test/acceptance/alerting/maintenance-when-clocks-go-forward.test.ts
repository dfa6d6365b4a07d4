import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const window = {
  name: "Night work",
  scope: {},
  timeZone: "Europe/Berlin",
  times: { kind: "weekly", weekdays: [6], from: "22:00", until: "06:00" },
} as const;

test("a night in spring is an hour shorter, and its window ends by the clock on the wall", async () => {
  const { configure } = choosing(room);
  configure({ maintenance: [window] });
  room.now = new Date("2026-03-29T00:30:00Z");
  await room.opens(["ana"]);
  await room.pass(3.5 * 60 - 1);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(room.now.toISOString()).toBe("2026-03-29T04:00:00.000Z");
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
