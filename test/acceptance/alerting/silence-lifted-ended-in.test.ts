import { test } from "vitest";
import { expectLifeThrough } from "./harness/silence-case.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("whoever heard a thing begin hears it end in a silence, and nothing when that is lifted", async () => {
  await expectLifeThrough(room, "is lifted", {
    before: ({ opens }) => opens(["ana"]),
    within: ({ ends }) => ends(["ana"]),
    showsWithin: "sales edit: recovered ana",
    heardWithin: [],
    heardAfter: [],
  });
});
