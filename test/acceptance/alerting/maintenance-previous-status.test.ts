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

test("an acknowledgement given before a window holds after it", async () => {
  const { configure } = choosing(room);
  await room.opens(["ana"]);
  await room.takes("sales", "Mia");
  await room.heard();
  configure({ maintenance: [window] });
  await room.pass(10);
  await room.run([]);
  await room.pass(110);
  expect(await room.heard()).toEqual([]);
  expect(await room.alert()).toMatchObject({ status: "acknowledged", acknowledged_by: "Mia" });
});
