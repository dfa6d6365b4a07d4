import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const value = { evidence: JSON.stringify({ raisedHandAt: "2026-11-20T10:00:00.000Z", attempts: 1 }) };

test("what was accepted is told nobody, through episodes, until it is withdrawn", async () => {
  const { accept, withdraw, heldBecause } = choosing(room);
  await room.opens(["ana"], value);
  await accept("ana", "2026-12-31");
  await room.ends(["ana"]);
  await room.heard();
  await room.opens(["ana"], { evidence: JSON.stringify({ raisedHandAt: "2026-11-20T10:00:00.000Z", attempts: 3 }) });
  await room.pass(60);
  expect(await room.heard()).toEqual([]);
  expect(await heldBecause("ana")).toEqual(["accept: accepted by Ana until Fri 1 Jan, 00:00 UTC: we know"]);
  await withdraw("ana");
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
