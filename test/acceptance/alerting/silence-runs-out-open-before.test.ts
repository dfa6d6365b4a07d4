import { test } from "vitest";
import { expectLifeThrough } from "./harness/silence-case.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what was told before a silence is not told again when it runs out", async () => {
  await expectLifeThrough(room, "runs out", {
    before: ({ opens }) => opens(["ana"]),
    heardWithin: [],
    heardAfter: [],
  });
});
