import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

test("what has to pass for ten minutes and fails again before that was never over for its receiver", async () => {
  choosing(room).configure({ flap: { "lead-unanswered": { opensAfterSeconds: 0, resolvesAfterSeconds: 600 } } });
  await room.opens(["ana"]);
  await room.heard();
  await room.pass(120);
  await room.ends(["ana"]);
  await room.pass(9);
  await room.opens(["ana"]);
  await room.pass(60);
  expect(await room.heard()).toEqual([]);
  expect((await room.alert()).status).toBe("open");
  await room.ends(["ana"]);
  await room.pass(9);
  expect(await room.heard()).toEqual([]);
});
