import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });
const tenMinutes = { "lead-unanswered": { opensAfterSeconds: 600, resolvesAfterSeconds: 0 } };

test("what has to fail for ten minutes is told then, and not at all when it ends before", async () => {
  choosing(room).configure({ flap: tenMinutes });
  await room.opens(["ana", "ben"]);
  await room.pass(5);
  await room.ends(["ben"]);
  await room.pass(4);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});

test("a change of severity does not begin the ten minutes anew", async () => {
  choosing(room).configure({ flap: tenMinutes });
  await room.opens(["ana"], { severity: "high" });
  await room.pass(5);
  await room.opens(["ana"], { severity: "medium" });
  await room.pass(4);
  await room.opens(["ana"], { severity: "high" });
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
