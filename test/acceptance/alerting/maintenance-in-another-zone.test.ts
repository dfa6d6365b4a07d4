import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const window = {
  name: "Tokyo import",
  scope: {},
  timeZone: "Asia/Tokyo",
  times: { kind: "weekly", weekdays: [3], from: "18:00", until: "20:00" },
} as const;

test("a window keeps the clock of its own zone", async () => {
  const { configure } = choosing(room);
  configure({ maintenance: [window] });
  // It is 19:00 in Tokyo.
  await room.opens(["ana"]);
  await room.pass(59);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
