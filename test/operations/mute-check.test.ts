import { ServiceError } from "@temporalio/client";
import { beforeEach, describe, expect, test } from "vitest";
import { sayChecks } from "../../cli/print/checks.ts";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { explainFinding } from "../../operations/explain-finding.ts";
import { listChecks } from "../../operations/list-checks.ts";
import { muteCheck } from "../../operations/mute-check.ts";
import { readCoverage } from "../../operations/reads/client-coverage.ts";
import { unmuteCheck } from "../../operations/unmute-check.ts";
import type { World } from "../../operations/world.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";
import { startAuditedClient } from "../activities/audited-client.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { copy, monitorsOf, runActivity } from "../activities/test-world.ts";

const { world, clientId, now, config, db, pass, run, nextRun, raiseHand, sendAll } = startAuditedClient({
  monitors: monitorsOf("lead-unanswered", "lead-unassigned"),
});

const bad = "lead-unanswered";
const operating = (): World => ({
  ...world().world,
  config: () => ({ ...fixtureConfig, clients: [config()] }),
  configTrouble: () => null,
  temporal: () => Promise.reject(new ServiceError("away", { cause: Object.assign(new Error("away"), { code: 14 }) })),
  now,
});
const mute = async () =>
  muteCheck.run(operating(), muteCheck.input.parse({ checkId: bad, reason: "it counts robots", by: "Ana" }));
const unmute = async () => unmuteCheck.run(operating(), { checkId: bad, by: "Ben" });

const findings = async () => {
  const rows = await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
  return rows.filter(({ check_id }) => check_id === bad);
};
const messages = async () => {
  const rows = await db().selectFrom("outbox").selectAll().where("client_id", "=", clientId()).orderBy("seq").execute();
  return rows.flatMap(({ act, message }) =>
    message.kind === "alert" ? [{ act, occasion: message.alert.occasion }] : [],
  );
};

beforeEach(async () => {
  await unmuteCheck.run(operating(), { checkId: bad, by: "a test before" }).catch(() => null);
  // A first look at nothing, so that what comes is news.
  await run();
  await raiseHand("ana@lead.example");
  await pass(90);
  await run();
  await sendAll();
});

describe("a check that is muted for all clients", () => {
  test("ends what it has open as unwatched, in place, and nobody is told", async () => {
    expect((await findings()).map(({ status }) => status)).toEqual(["open"]);
    const before = (await messages()).length;
    expect(await mute()).toEqual({ ok: true, checkId: bad, ended: 1 });
    expect(await findings()).toMatchObject([
      { status: "resolved", ending: "unwatched", resolved_because: "its check was muted by Ana (it counts robots)" },
    ]);
    const since = (await messages()).slice(before);
    expect(since.map(({ act, occasion }) => `${act} ${occasion}`)).toEqual(["update recovered"]);
    const finding_id = (await findings())[0]!.finding_id;
    const told = await explainFinding.run(operating(), { findingId: finding_id });
    expect(told.events.at(-1)).toMatchObject({ kind: "resolved", decision: "not-told" });
  });

  test("judges nothing, counts in no coverage, and is said with who and why", async () => {
    await mute();
    await raiseHand("ben@lead.example");
    await pass(90);
    const { checkIds } = (await copy(world().world, nextRun())).plan;
    expect(checkIds).toEqual(["lead-unassigned"]);
    await run();
    expect((await findings()).filter(({ status }) => status === "open")).toEqual([]);
    expect(await readCoverage(db(), config(), now())).toMatchObject({ enabled: 1 });
    const list = await listChecks.run(operating(), {});
    expect(sayChecks(list)).toContain("muted by Ana (it counts robots)");
  });

  test("opens nothing by a run that had judged before", async () => {
    await raiseHand("ben@lead.example");
    await pass(90);
    const name = nextRun();
    const { plan, receipts } = await copy(world().world, name);
    expect(plan.checkIds).toContain(bad);
    // It has judged, and waits for the client's lock while the check is muted.
    const slow = { ...world().world, db: meanwhile(db(), mute) };
    await runActivity(makeRunChecks(slow), [{ run: name, plan, receipts }]);
    expect((await findings()).filter(({ status }) => status === "open")).toEqual([]);
  });

  test("looks anew once it is unmuted, as a baseline that nobody is told of", async () => {
    await mute();
    await pass(5);
    await run();
    const before = (await messages()).length;
    await unmute();
    await raiseHand("ben@lead.example");
    await pass(90);
    await run();
    const open = (await findings()).filter(({ status }) => status === "open");
    expect(open.map(({ baseline }) => baseline)).toEqual([true, true]);
    expect((await messages()).slice(before).filter(({ act }) => act !== "update")).toEqual([]);

    await raiseHand("cleo@lead.example");
    await pass(90);
    await run();
    expect((await findings()).filter(({ status, baseline }) => status === "open" && !baseline)).toHaveLength(1);
  });
});

test("muted and unmuted between two runs, it looks anew all the same", async () => {
  await mute();
  await unmute();
  await pass(5);
  await run();
  expect(await findings()).toMatchObject([{ status: "open", baseline: true, episode: 2 }]);
});

test("muting it again finishes what was left, and keeps who muted it first", async () => {
  await mute();
  const again = { checkId: bad, reason: "still", by: "Ben" };
  expect(await muteCheck.run(operating(), again)).toMatchObject({ ended: 0 });
  const { checks } = await listChecks.run(operating(), {});
  expect(checks.find(({ checkId }) => checkId === bad)!.muted).toMatchObject({ by: "Ana", reason: "it counts robots" });
});

test("what is no check cannot be muted, and what is not muted cannot be unmuted", async () => {
  await expect(muteCheck.run(operating(), { checkId: "deal-unheard", reason: "x", by: "Ana" })).rejects.toThrow(
    /no check “deal-unheard”/,
  );
  await expect(unmute()).rejects.toThrow(/is not muted/);
});
