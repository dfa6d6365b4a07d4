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

test("what opened in a window is told once when it ends, as one message", async () => {
  const { configure } = choosing(room);
  configure({ maintenance: [window] });
  await room.pass(10);
  for (const name of ["ana", "ben", "cleo"]) await room.opens([name]);
  await room.pass(54);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales message: opened ana, ben, cleo"]);
});
