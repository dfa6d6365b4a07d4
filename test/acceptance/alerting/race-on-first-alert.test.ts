import { expect, test } from "vitest";
import { reconcileDue } from "../../../activities/sweep/reconcile-due.ts";
import { alertRoom } from "./harness/room.ts";
import { settleRun } from "./harness/leads.ts";

const room = alertRoom();

test("two runs that find the same at the same time tell it once", async () => {
  const world = { db: room.world.db, links: room.world.links, now: room.now, client: room.client };
  const seen = [{ name: "ana", is: "failing" }] as const;
  await Promise.all([
    settleRun(world, seen, {}),
    settleRun(world, seen, {}),
    reconcileDue(room.world, room.clientId()),
  ]);
  await room.send();
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
