import { test } from "vitest";
import { liveThrough } from "./harness/silence-case.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what was told before a silence is not told again when it is lifted", async () => {
  await liveThrough(room, "is lifted", {
    before: ({ opens }) => opens(["ana"]),
    heardWithin: [],
    heardAfter: [],
  });
});
