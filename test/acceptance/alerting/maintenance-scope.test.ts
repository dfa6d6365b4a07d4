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

test("a window holds what is in its scope, and nothing else", async () => {
  const { configure } = choosing(room);
  configure({ maintenance: [{ ...window, scope: { topics: ["stale-deals"] } }] });
  await room.pass(10);
  await room.opens(["deal"], { topic: "stale-deals" });
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  await room.pass(55);
  expect((await room.heard()).filter((one) => !one.startsWith("head"))).toEqual(["sales message: opened deal"]);
});
