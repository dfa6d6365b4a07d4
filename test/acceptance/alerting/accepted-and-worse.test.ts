import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what was accepted speaks up when it gets worse", async () => {
  const { accept } = choosing(room);
  await room.opens(["ana"], { severity: "medium" });
  await accept("ana", "2026-12-31");
  await room.heard();
  await room.opens(["ana"], { severity: "critical" });
  expect(await room.heard()).toEqual(["sales reply: worsened ana"]);
});
