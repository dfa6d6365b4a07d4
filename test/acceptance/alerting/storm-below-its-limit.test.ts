import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

test("twenty-four at once are no storm: each is told", async () => {
  await room.opens(Array.from({ length: 24 }, (_, number) => `lead${number}`));
  await room.heard();
  expect((await room.notices()).filter(({ state }) => state === "told")).toHaveLength(24);
  expect((await choosing(room).inbox()).alerts).toMatchObject([{ open: 24 }]);
});
