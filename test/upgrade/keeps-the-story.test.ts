import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeEscalateAlert } from "../../activities/tell/escalate-alert.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import { explainFinding } from "../../operations/explain-finding.ts";
import {
  audit,
  monitorsOf,
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { checks } from "../../checks/index.ts";
import { observedChecks } from "../../storage/check-tellings.ts";
import { fixedChecks } from "../support/fixed-checks.ts";
import { openUpgraded, readState } from "./read-state.ts";

/**
 * States that releases left behind, recorded by their own code: alerts that are open, acknowledged and half-way up
 * their ladder, one that told of an end, a baseline, a sent report. Each later schema has to carry them on.
 */
const clientId = "northwind";
const shipped = checks.map(({ id }) => id);

describe.each(["0011"])("an installation of schema %s that is upgraded", (schema) => {
  const state = readState(schema);
  const minuteMs = 60_000;
  let world: TestWorld;
  let portal: TestPortal;
  beforeAll(async () => {
    world = await startTestWorld(() => openUpgraded(state));
    await world.moveTo(startOfTest);
    const looks = await world.world.db.selectFrom("check_baseline").selectAll().execute();
    portal = await world.addClient(clientId, state.client);
    // What the upgrade itself says of first looks is under test, not what other tests begin with.
    await world.world.db.deleteFrom("check_baseline").where("client_id", "=", clientId).execute();
    if (looks.length > 0) await world.world.db.insertInto("check_baseline").values(looks).execute();
    await portal.admin.liveThrough(state.writes);
    await world.moveTo(state.at, portal);
  });
  afterAll(() => world.close());

  const db = () => world.world.db;
  const rowsBefore = (table: string) => state.rows.filter((one) => one.table === table).map(({ row }) => row);
  /** Rows in an order of their own, as JSON has them. */
  const sorted = (rows: readonly object[]) =>
    rows
      .map((row) => JSON.parse(JSON.stringify(row)) as Record<string, unknown>)
      .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const keyOf = (row: Readonly<Record<string, unknown>>) =>
    ["alert_id", "finding_id", "event_no", "delivery_key", "period"].map((name) => String(row[name])).join("/");
  const outbox = () => db().selectFrom("outbox").selectAll().where("client_id", "=", clientId).execute();
  const alerts = () => db().selectFrom("alert").selectAll().where("client_id", "=", clientId).execute();
  const explain = (findingId: string) =>
    explainFinding.run(
      {
        config: () => ({ clients: [world.world.client(clientId)] }) as never,
        db: db(),
        links: world.world.links,
        now: world.now,
      },
      { findingId },
    );

  test("keeps every finding, event, alert, message and report as it was", async () => {
    for (const table of [
      "finding",
      "finding_event",
      "alert",
      "alert_event",
      "outbox",
      "report",
      "slack_thread",
      "run",
    ] as const) {
      const now = sorted(await db().selectFrom(table).selectAll().execute());
      const before = sorted(rowsBefore(table));
      expect([table, now.length]).toEqual([table, before.length]);
      expect(instants(now)).toMatchObject(instants(before) as object[]);
    }
  });

  test("tells the same story of each finding", async () => {
    expect(state.explanations.length).toBeGreaterThan(5);
    for (const { check: _, ...before } of state.explanations) {
      const now = await explain(before.finding.findingId);
      expect(JSON.parse(JSON.stringify(now))).toMatchObject(before);
    }
  });

  test("tells nobody anything: not by itself, and not in the runs that follow", async () => {
    const before = { outbox: await outbox(), alerts: await alerts() };
    expect(await runActivity(makeSendNext(world.world), [{ clientId }])).toMatchObject({ sent: false });
    for (const cadence of ["fast", "hourly", "all"] as const) {
      await world.moveTo(new Date(world.now().getTime() + minuteMs), portal);
      const { result } = await audit(world, runName(clientId, world.now(), { cadence, runId: `upgraded-${cadence}` }));
      expect({ cadence, ...result.counts }).toMatchObject({ cadence, opened: 0, reopened: 0, resolved: 0 });
      expect(result.status).toBe("complete");
    }
    expect(await outbox()).toEqual(before.outbox);
    expect(await alerts()).toEqual(before.alerts);
    const open = await db().selectFrom("finding").selectAll().where("status", "=", "open").execute();
    const openBefore = rowsBefore("finding").filter(({ status }) => status === "open");
    const named = (rows: readonly object[]) =>
      sorted(rows).map(({ finding_id, episode, opened_at, baseline }) => ({
        finding_id,
        episode,
        opened_at: Date.parse(String(opened_at)),
        baseline,
      }));
    expect(named(open)).toEqual(named(openBefore));
  });

  test("knows the hands of those who wait, from the instant at which they were raised", async () => {
    const hands = await db().selectFrom("hand").selectAll().where("state", "=", "waiting").orderBy("label").execute();
    const waiting = rowsBefore("finding").filter(
      ({ check_id, status }) => check_id === "lead-unanswered" && status === "open",
    );
    expect(new Set(hands.map(({ contact_id }) => contact_id))).toEqual(
      new Set(waiting.map(({ subject_id }) => subject_id)),
    );
    expect(hands).toHaveLength(waiting.length);
    const sinces = new Map(waiting.map(({ subject_id, since }) => [String(subject_id), Date.parse(String(since))]));
    for (const { contact_id, raised_at } of hands) expect(raised_at.getTime()).toBe(sinces.get(contact_id!));
  });

  test("goes on where each ladder stood: half-way up, at its foot, and not at all where somebody has it", async () => {
    const before = new Map((await alerts()).map((row) => [row.alert_id, row]));
    const escalate = (alertId: string) => {
      const { episode, next_step: step } = before.get(alertId)!;
      return runActivity(makeEscalateAlert(world.world), [{ clientId, alertId, episode, step }]);
    };
    const heard = async () =>
      (await outbox()).filter(({ state: sent }) => sent === "pending").map(({ receiver, act }) => `${receiver} ${act}`);
    expect(await escalate("sales.waiting-leads")).toEqual({ status: "open", nextStep: 2 });
    expect((await heard()).filter((one) => one.endsWith("mail"))).toEqual(["boss mail"]);
    expect(await escalate("ops.routing")).toEqual({ status: "open", nextStep: 1 });
    expect((await heard()).filter((one) => one.endsWith("mail"))).toEqual(["boss mail", "head mail"]);
    expect(await escalate("deals.stale-deals")).toMatchObject({ status: "acknowledged" });
    expect((await heard()).filter((one) => one.startsWith("deals"))).toEqual([]);
  });

  test("checks that came since are observed: they find, and nobody is told, by whatever channel", async () => {
    const before = { outbox: await outbox(), alerts: await alerts() };
    world.setClient({ ...world.world.client(clientId), observeDays: 14, monitors: monitorsOf(...shipped) });
    const auditAfter = async (minutes: number, runId: string) => {
      await world.moveTo(new Date(world.now().getTime() + minutes * minuteMs), portal);
      await audit(world, runName(clientId, world.now(), { cadence: "all", runId }));
    };
    for (const runId of ["first", "second", "third"]) await auditAfter(5, runId);
    expect(await outbox()).toEqual(before.outbox);
    expect(await alerts()).toEqual(before.alerts);

    await portal.api.create("deals", { dealname: "Nobody's", dealstage: "appointmentscheduled", pipeline: "default" });
    await auditAfter(5, "with-a-deal");
    await auditAfter(10 * 24 * 60, "days-later");
    const rows = await db().selectFrom("finding").selectAll().execute();
    const newcomers = rows.filter(({ check_id }) => !fixedChecks.includes(check_id));
    expect(newcomers.map(({ subject_label }) => subject_label)).toContain("Nobody's");
    const observed = await observedChecks(db(), clientId);
    expect(newcomers.filter(({ check_id }) => !observed.has(check_id))).toEqual([]);
    expect([...observed].filter((checkId) => fixedChecks.includes(checkId))).toEqual([]);
    const said = JSON.stringify(await outbox());
    expect(newcomers.filter(({ finding_id }) => said.includes(finding_id))).toEqual([]);
  });
});

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** With every instant in one form: PostgreSQL and JSON write them differently. */
function instants(value: unknown): unknown {
  if (typeof value === "string" && instant.test(value)) return new Date(value).toISOString();
  if (Array.isArray(value)) return value.map(instants);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, instants(one)]));
}
