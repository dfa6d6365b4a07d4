import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const raised = (day: number) => ({ evidence: JSON.stringify({ raisedHandAt: `2026-11-${day}T10:00:00.000Z` }) });

test("an acceptance holds for the accepted value only: another one is told to whoever heard, and asked", async () => {
  const { accept } = choosing(room);
  await room.opens(["ana"], raised(20));
  await accept("ana", "2026-12-31");
  await room.heard();
  await room.pass(60);
  expect(await room.heard()).toEqual([]);
  // The next audit still sees it fail, with another value.
  await room.db().updateTable("finding").set(raised(21)).where("client_id", "=", room.clientId()).execute();
  await room.run([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
});
