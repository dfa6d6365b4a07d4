import { test } from "vitest";
import { expectLifeThrough } from "./harness/silence-case.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what was told before a silence is not told again when it is lifted", async () => {
  await expectLifeThrough(room, "is lifted", {
    before: ({ opens }) => opens(["ana"]),
    heardWithin: [],
    heardAfter: [],
  });
});
