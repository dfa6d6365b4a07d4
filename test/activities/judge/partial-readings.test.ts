import { describe, expect, test } from "vitest";
import { makeRunChecks } from "../../../activities/judge/run-checks.ts";
import { copy, runActivity, startOfTest } from "../test-world.ts";
import { startJudgedClient } from "./judged-client.ts";

const {
  world,
  portal,
  clientId,
  now,
  config,
  configure,
  db,
  pass,
  run,
  nextRun,
  raiseHand,
  findings,
  ofCheck,
  outcomeOf,
} = startJudgedClient();

describe("half a reading", () => {
  const contacts = "/crm/objects/2026-09/contacts";
  const many = (count: number) =>
    portal().admin.liveThrough(
      Array.from({ length: count }, (_, index) => ({
        what: "record-created" as const,
        type: "contacts" as const,
        id: String(1000 + index),
        properties: { email: `c${index}@lead.example`, lifecyclestage: "lead", hubspot_owner_id: portal().ownerId },
        at: new Date(startOfTest.getTime() - 40 * 86_400_000).toISOString(),
      })),
    );

  test("opens what it saw and resolves nothing; the score says what it does not cover", async () => {
    await portal().admin.freezeAt(new Date(startOfTest.getTime() - 41 * 86_400_000));
    await many(150);
    await world().moveTo(now(), portal());
    await run();
    expect(await ofCheck("lead-stale")).toHaveLength(150);
    await pass(1);
    const all = await portal().api.list("contacts");
    for (const { id } of [all[0]!, all[149]!])
      await portal().api.update("contacts", id, { hs_lead_status: "UNQUALIFIED" });
    await portal().admin.setFault({ kind: "truncated", path: contacts, skip: 1 });
    await pass(24 * 60);
    expect(await run()).toMatchObject({ status: "partial", counts: { resolved: 0, stillOpen: 150 } });
    expect(await outcomeOf("lead-stale")).toMatchObject({ status: "partly-assessed", failed: 149, not_applicable: 1 });
    expect(await outcomeOf("contact-source-missing")).toMatchObject({ status: "not-assessed" });
    await portal().admin.clearFaults();
    await pass(1);
    expect(await run()).toMatchObject({ status: "complete", counts: { resolved: 2, stillOpen: 148 } });
  });

  test("engagements that cannot be read make no lead look unanswered", async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
    await portal().admin.setFault({ kind: "403", path: "/crm/associations" });
    expect(await run()).toMatchObject({ status: "partial", counts: { opened: 0 } });
    expect(await outcomeOf("lead-unanswered")).toMatchObject({
      status: "not-assessed",
      reason: expect.not.stringContaining("Add it"),
      remedy: expect.stringMatching(/^Add the scope crm\.objects\.contacts\.read to the app in HubSpot/),
    });
    expect(await outcomeOf("lead-unassigned")).toMatchObject({ status: "assessed" });
  });
});

describe("a token that is revoked", () => {
  test("keeps everything open, says not assessed, and is a finding of its own", async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
    await run();
    await portal().admin.revokeToken("revwatch");
    await pass(1);
    expect(await run()).toMatchObject({
      status: "failed",
      counts: { opened: 1, resolved: 0, stillOpen: 2, unknown: 1 },
      score: null,
    });
    expect((await findings()).map(({ is }) => is)).toEqual([
      "lead-unanswered open unknown",
      "portal-unreadable open fail",
    ]);
    expect((await ofCheck("lead-unanswered"))[0]!.verdict_reason).toMatch(/HubSpot refuses the token/);
    expect(await outcomeOf("lead-unanswered")).toMatchObject({ status: "not-assessed" });

    await portal().admin.restoreToken("revwatch");
    await pass(1);
    expect(await run()).toMatchObject({ status: "complete", counts: { resolved: 1, stillOpen: 1 } });
    expect((await findings()).map(({ is }) => is)).toEqual([
      "lead-unanswered open fail",
      "portal-unreadable resolved pass",
    ]);
  });
});

test("a healthy portal has no findings, and its score rests on ten checks", async () => {
  expect(await run()).toMatchObject({
    status: "complete",
    counts: { opened: 0, stillOpen: 0, unknown: 0 },
    score: 100,
  });
  const row = await db()
    .selectFrom("run")
    .select("score")
    .where("client_id", "=", clientId())
    .executeTakeFirstOrThrow();
  expect(row.score).toMatchObject({ assessed: 10, enabled: 10 });
});

test("a check that was switched off since the plan is judged by it to the end, and ended by the next run", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  const one = nextRun();
  const input = { run: one, ...(await copy(world().world, one)) };
  configure({ monitors: config().monitors.filter(({ checkId }) => checkId !== "lead-unanswered") });
  expect((await runActivity(makeRunChecks(world().world), [input])).counts.opened).toBe(1);
  await pass(1);
  expect((await run()).counts).toMatchObject({ opened: 0, resolved: 1 });
});

describe("the last complete reading", () => {
  const readings = async () => {
    const rows = await db().selectFrom("reading").selectAll().where("client_id", "=", clientId()).execute();
    return Object.fromEntries(rows.map(({ cadence, complete_at }) => [cadence, complete_at]));
  };

  test("is kept by every run that has read all, for its own cadence; a baseline counts for each", async () => {
    await run({ mode: "baseline" });
    const baseline = now();
    expect(await readings()).toEqual({ fast: baseline, hourly: baseline, daily: baseline });
    await pass(5);
    await run({ cadence: "fast" });
    expect(await readings()).toEqual({ fast: now(), hourly: baseline, daily: baseline });
  });

  test.each([
    ["a scan that broke", () => portal().admin.setFault({ kind: "500", path: "*/contacts/search" })],
    ["a portal that could not be opened", () => portal().admin.revokeToken("revwatch")],
  ])("%s is none, and the last one stays", async (_, breakIt) => {
    await run({ mode: "baseline" });
    const baseline = now();
    await pass(5);
    await breakIt();
    await run({ cadence: "fast" });
    expect(await readings()).toEqual({ fast: baseline, hourly: baseline, daily: baseline });
  });

  test("a scope that is missing leaves the rest a reading", async () => {
    await portal().admin.changeToken("revwatch", { scopes: ["crm.objects.contacts.read", "crm.objects.owners.read"] });
    await run({ mode: "baseline" });
    expect((await readings())["daily"]).toEqual(now());
  });
});
