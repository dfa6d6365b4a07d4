import { test } from "vitest";
import { expectLifeThrough } from "./harness/silence-case.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what came and went in a silence is told nobody, whenever that is lifted", async () => {
  await expectLifeThrough(room, "is lifted", {
    within: async ({ ends, opens, pass }) => {
      await opens(["ana"]);
      await pass(5);
      await ends(["ana"]);
    },
    heardWithin: [],
    heardAfter: [],
  });
});
