import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("the worker was away for five hours: the steps that fell due meanwhile come as one, each receiver once", async () => {
  await room.opens(["ana"]);
  await room.heard();
  room.now = new Date(room.now.getTime() + 5 * 3_600_000);
  await room.timers();
  expect(await room.heard()).toEqual(["head mail: escalated ana", "boss message: escalated ana"]);
  expect((await room.alert()).next_step).toBe(2);
});

test("a late run tells one summary of all that it found", async () => {
  const late = { mode: "late" } as const;
  room.now = new Date(room.now.getTime() + 5 * 3_600_000);
  await room.opens(["ana", "ben", "cleo"], {}, late);
  expect(await room.heard()).toEqual(["sales message: opened ana, ben, cleo"]);
});
