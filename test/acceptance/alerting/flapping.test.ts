import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

test("what flips six times in 36 minutes is told twice, and is over half an hour after its last end", async () => {
  for (let flip = 0; flip < 3; flip += 1) {
    await room.opens(["ana"]);
    await room.pass(6);
    await room.ends(["ana"]);
    await room.pass(6);
  }
  expect(await room.heard()).toEqual(["sales message: opened ana", "sales message: opened ana"]);
  expect((await room.alert()).status).toBe("open");
  await room.pass(23);
  expect((await room.alert()).status).toBe("open");
  await room.pass(1);
  expect(await choosing(room).shows()).toBe("sales edit: recovered ana");
});
