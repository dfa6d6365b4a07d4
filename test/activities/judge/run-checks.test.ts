import { beforeEach, describe, expect, test } from "vitest";
import { makeRunChecks } from "../../../activities/judge/run-checks.ts";
import { startAuditedClient } from "../audited-client.ts";
import { audit, copy, runActivity, runName, startOfTest } from "../test-world.ts";

const { world, portal, clientId, now, config, configure, auditNow, db, pass, run, nextRun, raiseHand, sendAll } =
  startAuditedClient();

const findings = async (id = clientId()) => {
  const rows = await db().selectFrom("finding").selectAll().where("client_id", "=", id).orderBy("finding_id").execute();
  return rows.map((row) => ({ ...row, is: `${row.check_id} ${row.status} ${row.verdict}` }));
};
const ofCheck = async (checkId: string) => (await findings()).filter(({ check_id }) => check_id === checkId);
const outbox = async (id = clientId()) => {
  const rows = await db().selectFrom("outbox").selectAll().where("client_id", "=", id).orderBy("seq").execute();
  return rows.map(({ receiver, act, revision, state }) => `${receiver} ${act} ${revision} ${state}`);
};
const outcomeOf = async (checkId: string) =>
  db()
    .selectFrom("latest_outcome")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("check_id", "=", checkId)
    .executeTakeFirstOrThrow();
const decisions = async () => {
  const rows = await db()
    .selectFrom("finding_event")
    .selectAll()
    .where("client_id", "=", clientId())
    .orderBy("event_id")
    .execute();
  return rows.map(({ kind, decision, because, alert_id }) => ({ kind, decision, because, alert_id }));
};
/** Everything of a client that a run can write, as one text. */
const everything = async (id = clientId()) => {
  const tables = ["finding", "finding_event", "alert", "alert_event", "outbox", "latest_outcome"] as const;
  const rows = await Promise.all(
    tables.map((table) => db().selectFrom(table).selectAll().where("client_id", "=", id).execute()),
  );
  return JSON.stringify(rows.map((table) => table.map((row) => JSON.stringify({ ...row, run_id: "" })).sort()));
};

describe("a lead that waits", () => {
  beforeEach(async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
  });

  test("is told once, with its reason; the next run has nothing to add", async () => {
    expect(await run()).toMatchObject({ status: "complete", hasNews: true, counts: { opened: 1, stillOpen: 1 } });
    expect(await ofCheck("lead-unanswered")).toMatchObject([
      { status: "open", severity: "high", owner_name: "Ben Okafor", since: startOfTest, baseline: false },
    ]);
    expect(await outbox()).toEqual(["sales open 1 pending"]);
    expect(await decisions()).toEqual([
      { kind: "opened", decision: "told", because: "it is new", alert_id: "sales.waiting-leads" },
    ]);
    await pass(1);
    expect(await run()).toMatchObject({ hasNews: false, counts: { opened: 0, stillOpen: 1 } });
    expect(await outbox()).toEqual(["sales open 1 pending"]);
  });

  test("is over when it is answered, and that is told to who heard of it", async () => {
    await run();
    await sendAll();
    const [{ id } = { id: "" }] = await portal().api.list("contacts");
    await portal().admin.logEngagement({
      type: "calls",
      contactIds: [id],
      ownerId: portal().ownerId,
      properties: { hs_call_direction: "OUTBOUND" },
    });
    await pass(1);
    expect(await run()).toMatchObject({ status: "complete", counts: { resolved: 1, stillOpen: 0 } });
    expect(await ofCheck("lead-unanswered")).toMatchObject([{ status: "resolved", ending: "seen-healthy" }]);
    expect(await outbox()).toEqual(["sales open 1 sent", "sales update 2 pending", "sales reply 2 pending"]);
    const alert = await db()
      .selectFrom("alert")
      .selectAll()
      .where("client_id", "=", clientId())
      .executeTakeFirstOrThrow();
    expect(alert).toMatchObject({ status: "resolved", revision: 2, resolved_at: now() });
  });

  test("nobody hears the end who has not heard the beginning", async () => {
    await run();
    await portal().api.update("contacts", (await portal().api.list("contacts"))[0]!.id, {
      hs_lead_status: "UNQUALIFIED",
    });
    await pass(1);
    await run();
    expect(await outbox()).toEqual(["sales open 1 superseded"]);
  });

  test("whose record is deleted is over because it is gone", async () => {
    await run();
    await portal().api.archive("contacts", (await portal().api.list("contacts"))[0]!.id);
    await pass(1);
    expect(await run()).toMatchObject({ counts: { resolved: 1 } });
    expect(await ofCheck("lead-unanswered")).toMatchObject([
      { verdict: "gone", resolved_because: expect.stringContaining("deleted in HubSpot"), ending: "deleted" },
    ]);
  });

  test("whose check is switched off is over, and whoever was told hears it", async () => {
    await run();
    configure({ monitors: config().monitors.filter(({ checkId }) => checkId !== "lead-unanswered") });
    await pass(1);
    expect(await run()).toMatchObject({ counts: { resolved: 1, stillOpen: 0 } });
    expect(await ofCheck("lead-unanswered")).toMatchObject([
      { status: "resolved", ending: "unwatched", resolved_because: "its check was switched off for this client" },
    ]);
    expect(await decisions()).toMatchObject([{ kind: "opened", decision: "told" }, { kind: "resolved" }]);
  });

  test.each([
    ["baseline", "this is the client's first audit: it is counted and shown, and nobody is told"],
    ["history", "this run looks back at the past: it is recorded and nobody is told"],
  ] as const)("in a run of mode %s is counted, and nobody is told", async (mode, because) => {
    expect(await run({ mode })).toMatchObject({ counts: { opened: 1 }, hasNews: false });
    expect(await outbox()).toEqual([]);
    expect(await db().selectFrom("alert").selectAll().where("client_id", "=", clientId()).execute()).toEqual([]);
    expect(await decisions()).toEqual([{ kind: "opened", decision: "not-told", because, alert_id: null }]);
    expect((await ofCheck("lead-unanswered"))[0]!.baseline).toBe(mode === "baseline");
    await pass(1);
    await run();
    expect(await outbox()).toEqual([]);
  });

  test("of a late run is told like any other", async () => {
    await run({ mode: "late" });
    expect(await outbox()).toEqual(["sales open 1 pending"]);
  });

  test("leaves another client untouched", async () => {
    const own = clientId();
    await world().addClient("neighbour");
    await audit(world(), runName("neighbour", now()));
    const before = await everything("neighbour");
    await run();
    expect(await everything("neighbour")).toBe(before);
    expect(await everything("neighbour")).not.toContain(own);
  });
});

describe("running twice", () => {
  test("at the same instant changes nothing", async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
    await run();
    const before = await everything();
    expect(await run()).toMatchObject({
      counts: { opened: 0, reopened: 0, resolved: 0, stillOpen: 1 },
      hasNews: false,
    });
    expect(await everything()).toBe(before);
  });

  test("the same run gives its stored result and looks at nothing", async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
    const { judged, result } = await auditNow();
    await portal().api.archive("contacts", (await portal().api.list("contacts"))[0]!.id);
    const before = await everything();
    expect(await runActivity(makeRunChecks(world().world), [judged])).toEqual({ ...result, hasNews: true });
    expect(await everything()).toBe(before);
  });

  test("two runs that end at once tell a finding once", async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
    const runs = [nextRun(), runName(clientId(), new Date(now().getTime() + 1))];
    const inputs = [];
    for (const one of runs) inputs.push({ run: one, ...(await copy(world().world, one)) });
    const results = await Promise.all(inputs.map((input) => runActivity(makeRunChecks(world().world), [input])));
    expect(results.map(({ counts }) => counts.opened).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(await outbox()).toEqual(["sales open 1 pending"]);
    expect(await decisions()).toHaveLength(1);
  });

  test("a run that began earlier and ends later overrules nothing", async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
    const early = nextRun();
    const input = { run: early, ...(await copy(world().world, early)) };
    await portal().api.update("contacts", (await portal().api.list("contacts"))[0]!.id, {
      hs_lead_status: "UNQUALIFIED",
    });
    await pass(1);
    await run();
    await portal().api.update("contacts", (await portal().api.list("contacts"))[0]!.id, { hs_lead_status: "NEW" });
    await pass(1);
    await run();
    const before = await findings();
    expect((await runActivity(makeRunChecks(world().world), [input])).counts).toMatchObject({
      opened: 0,
      reopened: 0,
      resolved: 0,
    });
    expect(await findings()).toEqual(before);
  });

  test("a second episode is announced anew", async () => {
    await raiseHand("ana@lead.example");
    await pass(90);
    await run();
    const [{ id } = { id: "" }] = await portal().api.list("contacts");
    await portal().api.update("contacts", id, { hs_lead_status: "UNQUALIFIED" });
    await pass(1);
    await run();
    await db().updateTable("alert").set({ announced_revision: 2 }).where("client_id", "=", clientId()).execute();
    await portal().api.update("contacts", id, { hs_lead_status: "NEW" });
    await pass(1);
    expect(await run()).toMatchObject({ counts: { reopened: 1 }, hasNews: true });
    const alert = await db()
      .selectFrom("alert")
      .selectAll()
      .where("client_id", "=", clientId())
      .executeTakeFirstOrThrow();
    expect(alert).toMatchObject({ episode: 2, revision: 3, announced_revision: 2, status: "open" });
  });
});

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

test("a healthy portal has no findings, and its score rests on nine checks", async () => {
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
  expect(row.score).toMatchObject({ assessed: 9, enabled: 9 });
});

test("a check that was switched off since the plan is judged no more", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  const one = nextRun();
  const input = { run: one, ...(await copy(world().world, one)) };
  configure({ monitors: config().monitors.filter(({ checkId }) => checkId !== "lead-unanswered") });
  expect((await runActivity(makeRunChecks(world().world), [input])).counts.opened).toBe(0);
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
