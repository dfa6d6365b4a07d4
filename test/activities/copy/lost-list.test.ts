import { expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { runActivity, runName } from "../test-world.ts";
import { deals, sameRun, startDealsRig } from "./deals-rig.ts";

const rig = startDealsRig();

/** An attempt at a list that is thought dead while it proves it: a later one ends the list, and then it wakes up. */
async function wakeBehindSuccessor() {
  let isAsleep = false;
  const successor = () => rig.sync(sameRun, { attempt: 2 });
  const drowsy = (portal: HubSpotPortal): HubSpotPortal => ({
    ...portal,
    async countInSearch(...asked) {
      const counted = await portal.countInSearch(...asked);
      if (!isAsleep) {
        isAsleep = true;
        expect(await successor()).toMatchObject({ status: "complete", records: 5 });
      }
      return counted;
    },
  });
  const world = { ...rig.world, portal: (clientId: string) => drowsy(rig.world.portal(clientId)) };
  const run = runName(rig.clientId, rig.now(), sameRun);
  return runActivity(makeSyncRecords(world), [run, deals], { attempt: 1 });
}

test("whoever lost a list to a later attempt, and wakes when what was met is forgotten, removes nothing", async () => {
  await rig.createDeals(5);
  await rig.sync();
  await rig.nextDay();
  await expect(wakeBehindSuccessor()).rejects.toThrow(/Another run copies the deals/);
  expect(await rig.mirrored()).toHaveLength(5);
});

test("a number of records that is kept wrongly makes no list a doubtful one, and is right behind it", async () => {
  await rig.createDeals(30);
  await rig.sync();
  await rig.world.db
    .updateTable("mirror_state")
    .set({ record_count: 300 })
    .where("client_id", "=", rig.clientId)
    .execute();
  await rig.nextDay();
  expect(await rig.sync()).toMatchObject({ status: "complete", records: 30 });
});
