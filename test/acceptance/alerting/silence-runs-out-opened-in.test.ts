import { test } from "vitest";
import { expectLifeThrough } from "./harness/silence-case.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what opened in a silence is told when it runs out", async () => {
  await expectLifeThrough(room, "runs out", {
    within: ({ opens }) => opens(["ana"]),
    heardWithin: [],
    heardAfter: ["sales message: opened ana"],
  });
});
