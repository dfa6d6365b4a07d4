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

test("whoever heard a thing begin hears it end in a window", async () => {
  const { configure, shows } = choosing(room);
  configure({ maintenance: [window] });
  await room.opens(["ana"]);
  await room.heard();
  await room.pass(10);
  await room.ends(["ana"]);
  expect(await shows()).toBe("sales edit: recovered ana");
  await room.pass(60);
});
