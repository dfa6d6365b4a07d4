import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

test("what stays as it is is told once, however often it is looked at", async () => {
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  for (let look = 0; look < 12; look += 1) {
    await room.pass(5);
    await room.opens(["ana"]);
  }
  expect(await room.heard()).toEqual([]);
  expect((await room.alert()).revision).toBe(1);
});
