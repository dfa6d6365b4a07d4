import { beforeEach, describe, expect, test } from "vitest";
import { makeRunChecks } from "../../../activities/judge/run-checks.ts";
import { audit, copy, runActivity, runName, startOfTest } from "../test-world.ts";
import { startJudgedClient } from "./judged-client.ts";

const {
  world,
  portal,
  clientId,
  now,
  config,
  configure,
  auditNow,
  db,
  pass,
  run,
  nextRun,
  raiseHand,
  sendAll,
  findings,
  ofCheck,
  outbox,
  decisions,
  everything,
} = startJudgedClient();

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
    expect(await outbox()).toEqual(["sales open 1 sent", "sales update 2 pending"]);
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
    ["baseline", "this is the client's first audit: it is counted and shown, and no one is told"],
    ["history", "imported history"],
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
    await pass(61);
    expect(await run()).toMatchObject({ counts: { reopened: 1 }, hasNews: true });
    const alert = await db()
      .selectFrom("alert")
      .selectAll()
      .where("client_id", "=", clientId())
      .executeTakeFirstOrThrow();
    expect(alert).toMatchObject({ episode: 2, revision: 3, announced_revision: 2, status: "open" });
  });
});
