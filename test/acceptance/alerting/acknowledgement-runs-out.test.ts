import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("an acknowledgement runs out: whoever took it is asked first, then the ladder goes on", async () => {
  await room.opens(["ana"], { severity: "critical" });
  await room.pass(10);
  await room.takes("sales", "Mia");
  await room.heard();
  await room.pass(239);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
  await room.pass(29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});

test("taken again, it covers again", async () => {
  await room.opens(["ana"], { severity: "critical" });
  await room.takes("sales", "Mia");
  await room.pass(240);
  await room.heard();
  await room.takes("sales", "Mia");
  await room.pass(200);
  expect(await room.heard()).toEqual([]);
});
