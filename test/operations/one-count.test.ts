import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBuildWeeklyReport } from "../../activities/report/build-weekly-report.ts";
import { status } from "../../operations/status.ts";
import { readCoverage } from "../../operations/reads/client-coverage.ts";
import {
  audit,
  runActivity,
  runName,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";

/** How many checks are switched on and how many were assessed is one pair of numbers, wherever somebody reads it. */
const clientId = "northwind";
const sundayNight = new Date("2026-11-29T23:59:30Z");
const monday = new Date("2026-11-30T08:00:00Z");
let world: TestWorld;
let portal: TestPortal;
beforeAll(async () => {
  world = await startTestWorld();
  portal = await world.addClient(clientId);
  const client = world.world.client(clientId);
  const off = ["campaign-untracked", "utm-value-fragmented", "lead-stale"];
  world.setClient({ ...client, monitors: client.monitors.filter(({ checkId }) => !off.includes(checkId)) });
});
afterAll(() => world.close());

test("audit, status, score and report count the same, with three checks switched off", async () => {
  await world.moveTo(sundayNight, portal);
  await audit(world, runName(clientId, sundayNight));
  const client = world.world.client(clientId);
  const { db } = world.world;
  const count = ({ assessed, enabled }: { readonly assessed: number; readonly enabled: number }) =>
    `${assessed} of ${enabled}`;

  const run = await db.selectFrom("run").select("score").where("client_id", "=", clientId).executeTakeFirstOrThrow();
  expect(count(run.score!)).toBe("7 of 7");
  // `revwatch audit` prints this very count, and so do the pages.
  expect(count(await readCoverage(db, client, sundayNight))).toBe("7 of 7");
  const reading = {
    db,
    config: () => ({ ...fixtureConfig, clients: [client] }),
    configTrouble: () => null,
    now: () => sundayNight,
  };
  const [shown] = (await status.run(reading, { clientId })).clients;
  expect(count(shown!.coverage)).toBe("7 of 7");

  const input = {
    clientId,
    week: null,
    nominalAt: monday.toISOString(),
    asOf: monday.toISOString(),
    workflowId: "w",
    deliver: false,
  };
  await runActivity(makeBuildWeeklyReport(world.world), [input]);
  const report = await db
    .selectFrom("report")
    .select("model")
    .where("client_id", "=", clientId)
    .executeTakeFirstOrThrow();
  expect(count(report.model.coverage)).toBe("7 of 7");
});

test("on the first day nothing is counted as looked at, of the same number", async () => {
  const fresh = await world.addClient("harbor");
  await world.moveTo(monday, fresh);
  const client = world.world.client("harbor");
  const input = {
    clientId: "harbor",
    week: null,
    nominalAt: monday.toISOString(),
    asOf: monday.toISOString(),
    workflowId: "w",
    deliver: false,
  };
  await runActivity(makeBuildWeeklyReport(world.world), [input]);
  const { db } = world.world;
  const { model } = await db
    .selectFrom("report")
    .select("model")
    .where("client_id", "=", "harbor")
    .executeTakeFirstOrThrow();
  const { enabled, assessed } = await readCoverage(db, client, monday);
  expect(model.coverage).toMatchObject({ assessed: 0, enabled: 10 });
  expect({ enabled, assessed }).toEqual({ assessed: 0, enabled: 10 });
});
