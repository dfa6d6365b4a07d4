import { test } from "vitest";
import { expectLifeThrough } from "./harness/silence-case.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what ended and came back in a silence is told as new when that is lifted", async () => {
  await expectLifeThrough(room, "is lifted", {
    before: ({ opens }) => opens(["ana"]),
    within: async ({ ends, opens, pass }) => {
      await ends(["ana"]);
      await pass(5);
      await opens(["ana"]);
    },
    showsWithin: "sales edit: recovered ana",
    heardWithin: [],
    heardAfter: ["sales message: opened ana"],
  });
});
