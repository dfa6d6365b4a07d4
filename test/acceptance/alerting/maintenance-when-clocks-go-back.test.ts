import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const window = {
  name: "Hourly import",
  scope: {},
  timeZone: "Europe/Berlin",
  times: { kind: "weekly", weekdays: [0], from: "02:00", until: "03:00" },
} as const;

test("an hour that comes twice is open both times", async () => {
  const { configure } = choosing(room);
  configure({ maintenance: [window] });
  room.now = new Date("2026-10-25T00:30:00Z");
  await room.opens(["ana"]);
  await room.pass(89);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(room.now.toISOString()).toBe("2026-10-25T02:00:00.000Z");
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
