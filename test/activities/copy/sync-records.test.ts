import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import { deals, dealsPath, sameRun, startDealsRig } from "./deals-rig.ts";
import { runActivity, runName } from "../test-world.ts";

const rig = startDealsRig();

test("it reads to the last page and proves it", async () => {
  await rig.createDeals(250);
  expect(await rig.sync()).toMatchObject({ subject: "deal", status: "complete", reason: null, records: 250 });
  expect(await rig.mirrored()).toHaveLength(250);
});

test("an empty portal is complete and empty", async () => {
  expect(await rig.sync()).toMatchObject({ status: "complete", records: 0 });
});

describe("answers that look like an end, or like more of the same", () => {
  test.each(["html-200", "empty-object", "truncated", "repeated-cursor", "empty-page", "502", "reset"] as const)(
    "%s",
    async (kind) => {
      await rig.createDeals(250);
      await rig.sync();
      await rig.nextDay();
      await rig.portal.admin.setFault({ kind, path: dealsPath, skip: 1 });
      const receipt = await rig.sync({}, { attempt: 4 });
      expect(receipt.status).toBe("partial");
      expect(await rig.mirrored()).toHaveLength(250);
    },
  );

  test("a page that is empty and goes on is no page", async () => {
    await rig.createDeals(250);
    await rig.portal.admin.setFault({ kind: "empty-page", path: dealsPath, skip: 1, times: 1 });
    await expect(rig.sync()).rejects.toThrow(HubSpotBadAnswer);
  });
});

test.each(["401", "403", "530"] as const)("a refusal (%s) is not tried again", async (kind) => {
  await rig.portal.admin.setFault({ kind, path: dealsPath });
  const receipt = await rig.sync({}, { attempt: 1 });
  expect(receipt.status).toBe("unreadable");
  expect(receipt.reason).not.toContain("pat-test");
});

test("a record that the list brings twice makes the scan partial: another may be missing", async () => {
  await rig.createDeals(150);
  await rig.portal.admin.setFault({ kind: "500", path: dealsPath, skip: 1, times: 1 });
  await expect(rig.sync(sameRun)).rejects.toThrow(/status 500/);
  await sql`update listing set progress = jsonb_set(progress, '{records}', '110') where client_id = ${rig.clientId}`.execute(
    rig.world.db,
  );
  expect(await rig.sync(sameRun)).toMatchObject({
    status: "partial",
    reason: "HubSpot listed 10 deals twice, so others may be missing.",
  });
});

test("a list during which the token's scopes change is no complete one", async () => {
  await rig.createDeals(250);
  const answers = [["crm.objects.deals.read", "oauth"], ["oauth"]];
  const opened = rig.world.portal(rig.clientId);
  const changing = {
    ...rig.world,
    portal: () => ({ ...opened, grantedScopes: () => Promise.resolve(answers.shift()!) }),
  };
  const receipt = await runActivity(makeSyncRecords(changing), [runName(rig.clientId, rig.now()), deals]);
  expect(receipt.status).toBe("partial");
  expect(receipt.reason).toContain("The token's scopes changed while it was read: now without crm.objects.deals.read.");
  expect(await rig.sync()).toMatchObject({ status: "complete", records: 250 });
});
