import type { Client } from "@temporalio/client";
import { expect, test } from "vitest";
import { makeRunChecks } from "../../../activities/judge/run-checks.ts";
import { makeRunShort } from "../../../activities/short/run-short.ts";
import type { RunName, ShortRun } from "../../../activities/shapes.ts";
import type { ActivityWorld } from "../../../activities/world.ts";
import { HubSpotOutage } from "../../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { reconcileNeeded } from "../../../storage/reconcile-needed.ts";
import { startJudgedClient } from "../judge/judged-client.ts";
import { copyPlanned, runActivity } from "../test-world.ts";

const client = startJudgedClient();
const { world, db, portal, clientId, pass, nextRun, raiseHand, findings, outbox, everything } = client;

/** Whom announcements reach. */
const told: string[] = [];
const temporal = {
  workflow: { signalWithStart: (_: string, { workflowId }: { workflowId: string }) => void told.push(workflowId) },
  withAbortSignal: (_: AbortSignal, act: () => unknown) => act(),
} as unknown as Client;

const short = (run: RunName, own: Partial<ActivityWorld> = {}, options: Parameters<typeof makeRunShort>[1] = {}) =>
  runActivity(makeRunShort({ ...world().world, ...own }, options), [run], {}, undefined, temporal);

function ended(run: ShortRun) {
  if (!("result" in run)) throw new Error("The run was handed over.");
  return run.result;
}
function place(run: ShortRun) {
  if ("result" in run) throw new Error("The run has ended.");
  return { ...run, subjects: run.receipts.map(({ subject }) => subject) };
}

/** A portal of which one question is answered otherwise. */
function portalThat(own: Partial<HubSpotPortal>): Partial<ActivityWorld> {
  const opened = world().world.portal(clientId());
  return { portal: () => ({ ...opened, ...own }) };
}

test("one activity finds what the long run finds, and tells of it", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  told.length = 0;
  const result = ended(await short(nextRun()));
  expect(result).toMatchObject({ status: "complete", counts: { opened: 1 }, hasNews: true });
  expect(await outbox()).toEqual(["sales open 1 pending"]);
  expect(told).toContain(`delivery/${clientId()}`);
  expect(await reconcileNeeded(db(), clientId())).toBeNull();

  const before = await everything();
  await pass(1);
  expect((await client.run()).counts).toMatchObject({ opened: 0, resolved: 0 });
  expect(JSON.parse(await everything())).toHaveLength(JSON.parse(before).length as number);
});

test("a run that has ended gives its stored result again, and tells again what may not have been told", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  const run = nextRun();
  const first = ended(await short(run));
  const before = await everything();
  told.length = 0;
  expect(ended(await short(run, portalThat({ accountDetails: () => Promise.reject(new Error("asked")) })))).toEqual(
    first,
  );
  expect(await everything()).toBe(before);
});

test("what takes longer is handed over, with what was copied by then", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  const forEver = () => new Promise<never>(() => undefined);
  const run = nextRun();
  const handed = place(await short(run, portalThat({ associations: forEver }), { budgetMs: 1_500 }));
  expect(handed.plan?.records.map(({ type }) => type)).toEqual(expect.arrayContaining(["contact", "deal"]));
  expect(handed.subjects).toEqual(expect.arrayContaining(["contact", "deal", "owner"]));
  expect(handed.subjects).not.toContain("touch");
  expect(await findings()).toEqual([]);
});

test("where HubSpot is away, it is left to activities that try again with patience", async () => {
  const away = () => Promise.reject(new HubSpotOutage("GET something", "connection refused"));
  expect(place(await short(nextRun(), portalThat({ accountDetails: away })))).toEqual({ receipts: [], subjects: [] });
  const handed = place(await short(nextRun(), portalThat({ recordPage: away })));
  expect(handed.subjects).toContain("owner");
  expect(handed.subjects).not.toContain("contact");
});

test("a fault of ours is no reason to hand over: it ends the run", async () => {
  const broken = () => Promise.reject(new TypeError("x is not a function"));
  await expect(short(nextRun(), portalThat({ accountDetails: broken }))).rejects.toThrow("x is not a function");
});

test("a run goes by one config to its end, whatever becomes of the file meanwhile", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  const before = client.config();
  const without = before.monitors.filter(({ checkId }) => checkId !== "lead-unanswered");
  const switching = portalThat({
    accountDetails: async () => {
      client.configure({ monitors: without });
      return world().world.portal(clientId()).accountDetails();
    },
  });
  const opened = await short(nextRun(), switching);
  expect(ended(opened).counts).toMatchObject({ opened: 1 });
  // The next run goes by the new one, and ends what was switched off.
  await pass(1);
  expect(ended(await short(nextRun())).counts).toMatchObject({ opened: 0, resolved: 1 });
  expect(await findings()).toMatchObject([{ check_id: "lead-unanswered", status: "resolved", ending: "unwatched" }]);
});

test("so does a run that was handed over: its settings are kept with it, without secrets and people", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  const run = nextRun();
  const forEver = () => new Promise<never>(() => undefined);
  const handed = await short(run, portalThat({ associations: forEver }), { budgetMs: 1_500 });
  const { plan } = place(handed);
  const { monitors } = client.config();
  client.configure({ monitors: monitors.filter(({ checkId }) => checkId !== "lead-unanswered") });
  const receipts = await copyPlanned(world().world, run, plan!);
  const { counts } = await runActivity(makeRunChecks(world().world), [{ run, plan: plan!, receipts }]);
  expect(counts).toMatchObject({ opened: 1 });

  const [kept, ...others] = await db()
    .selectFrom("run_config")
    .selectAll()
    .where("client_id", "=", clientId())
    .execute();
  expect(others).toEqual([]);
  expect(JSON.stringify(kept)).not.toMatch(/jo@northwind|Mia|token|auth|receivers/);
  expect(portal().ownerId).not.toBe("");
});
