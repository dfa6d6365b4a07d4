import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { saveAlert } from "../../storage/alerts.ts";
import { saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import { confirmSent } from "../../storage/outbox-claims.ts";
import { enqueue } from "../../storage/outbox.ts";
import { tables } from "../../storage/retention/tables.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { alertState, delivery, eventRow, findingRow } from "./rows.ts";
import { daysAgo, now, retentionActs } from "./retention-acts.ts";

describeOnBoth("retention", (db, newClient) => {
  const { prune, run, runsOf } = retentionActs(db);

  test("every table of the database has a stated time to keep, and no other", async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(
      db(),
    );
    expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(tables).toSorted());
    expect(Object.values(tables).filter(({ keeps }) => !/^[A-Z`].*\.$/.test(keeps))).toEqual([]);
  });

  test("of runs older than two weeks the last scored one of each local day stays, with its scans; younger ones all stay", async () => {
    const clientId = newClient();
    const other = newClient();
    // In Tokyo the day ends at 15:00 UTC.
    for (const at of ["10-01T14:00", "10-01T14:55", "10-01T15:05", "10-02T03:00", "11-29T10:00", "11-29T10:05"])
      await run(clientId, new Date(`2026-${at}:00Z`));
    await run(clientId, new Date("2026-10-02T03:05:00Z"), "fast", false);
    for (const at of ["10-01T14:00", "10-01T14:55", "10-01T15:05", "11-29T10:00"])
      await run(other, new Date(`2026-${at}:00Z`));
    await prune([{ clientId, timeZone: "Asia/Tokyo" }], {}, 1);
    await prune([{ clientId, timeZone: "Asia/Tokyo" }]);
    expect(await runsOf(clientId)).toEqual(["10-01T14:55", "10-02T03:00", "11-29T10:00", "11-29T10:05"]);
    expect(await runsOf(other)).toEqual(["10-01T15:05", "11-29T10:00"]);
    for (const table of ["scan", "check_outcome"] as const) {
      const rows = await db()
        .selectFrom(table)
        .select("run_id")
        .where("client_id", "=", clientId)
        .orderBy("run_id")
        .execute();
      expect(rows.map(({ run_id }) => run_id.slice(10, 21))).toEqual(await runsOf(clientId));
    }
  });

  test("the newest run of each cadence stays, however old it is; so does the one that a reading rests on", async () => {
    const clientId = newClient();
    await run(clientId, daysAgo(900), "daily");
    const rested = await run(clientId, daysAgo(800), "daily");
    await run(clientId, daysAgo(700), "daily");
    await run(clientId, daysAgo(600), "fast");
    await db()
      .insertInto("reading")
      .values({
        client_id: clientId,
        cadence: "daily",
        complete_at: daysAgo(800),
        due_since: daysAgo(800),
        read_at: null,
        run_id: rested,
      })
      .execute();
    await prune();
    expect(
      await db()
        .selectFrom("run")
        .select(["cadence", "as_of"])
        .where("client_id", "=", clientId)
        .orderBy("as_of")
        .execute(),
    ).toEqual([
      { cadence: "daily", as_of: daysAgo(800) },
      { cadence: "daily", as_of: daysAgo(700) },
      { cadence: "fast", as_of: daysAgo(600) },
    ]);
  });

  test("a resolved finding goes with its history after its time; an open one and one that an open alert names stay", async () => {
    const clientId = newClient();
    const ended = (days: number, extraMs: number) => ({
      status: "resolved" as const,
      resolved_at: daysAgo(days, extraMs),
    });
    await saveFindings(db(), [
      findingRow(clientId, "old", now, ended(400, -1_000)),
      findingRow(clientId, "young", now, ended(400, 1_000)),
      findingRow(clientId, "named", now, ended(500, 0)),
      findingRow(clientId, "open", now, { episode: 2 }),
    ]);
    await saveFindingEvents(db(), [
      ...["old", "young", "named"].map((id) => eventRow(clientId, id, 1, { at: daysAgo(500) })),
      eventRow(clientId, "open", 1, { at: daysAgo(500), episode: 1 }),
      eventRow(clientId, "open", 2, { at: daysAgo(450), episode: 2 }),
    ]);
    const name = { clientId, alertId: "sales.waiting-leads" };
    await saveAlert(db(), name, "sales", "waiting-leads", alertState({ told: ["named", "open"] }), now);
    await prune();
    const findings = await db()
      .selectFrom("finding")
      .select("finding_id")
      .where("client_id", "=", clientId)
      .orderBy("finding_id")
      .execute();
    expect(findings.map(({ finding_id }) => finding_id)).toEqual(["named", "open", "young"]);
    const events = await db()
      .selectFrom("finding_event")
      .select(["finding_id", "event_no"])
      .where("client_id", "=", clientId)
      .orderBy("finding_id")
      .execute();
    expect(events.map(({ finding_id, event_no }) => `${finding_id}/${event_no}`)).toEqual([
      "named/1",
      "open/2",
      "young/1",
    ]);
  });

  describe("messages", () => {
    test.each([
      { what: "sent long ago, the alert is over", age: 91, status: "resolved", episode: 1, isSent: true, stays: false },
      { what: "sent lately, the alert is over", age: 89, status: "resolved", episode: 1, isSent: true, stays: true },
      { what: "sent long ago, the alert is open", age: 91, status: "open", episode: 1, isSent: true, stays: true },
      {
        what: "sent long ago, the alert is in a later episode",
        age: 91,
        status: "open",
        episode: 2,
        isSent: true,
        stays: false,
      },
      { what: "not sent yet", age: 91, status: "resolved", episode: 1, isSent: false, stays: true },
    ] as const)("$what: stays is $stays", async ({ age, status, episode, isSent, stays }) => {
      const clientId = newClient();
      const name = { clientId, alertId: "sales.waiting-leads" };
      await saveAlert(db(), name, "sales", "waiting-leads", alertState({ status, episode }), now);
      await enqueue(db(), [delivery(clientId, { act: "open", revision: 1 })], daysAgo(age));
      await db()
        .insertInto("slack_thread")
        .values({
          client_id: clientId,
          alert_id: name.alertId,
          episode: 1,
          receiver: "sales",
          channel_id: "C1",
          ts: "1.0",
        })
        .execute();
      const row = await db()
        .selectFrom("outbox")
        .selectAll()
        .where("client_id", "=", clientId)
        .executeTakeFirstOrThrow();
      if (isSent) await confirmSent(db(), row, "1.0", daysAgo(age));
      await prune();
      for (const table of ["outbox", "slack_thread"] as const) {
        const left = await db().selectFrom(table).select("receiver").where("client_id", "=", clientId).execute();
        expect(left).toHaveLength(stays ? 1 : 0);
      }
    });
  });

  test("what else has an age goes after it, and not before", async () => {
    const clientId = newClient();
    const touch = { client_id: clientId, contact_id: "1", engagement_type: "calls" };
    await db()
      .insertInto("touch")
      .values([
        { ...touch, engagement_id: "old", kind: "call", at: daysAgo(401) },
        { ...touch, engagement_id: "young", kind: "call", at: daysAgo(399) },
        { ...touch, engagement_id: "no-touch", kind: null, at: null, stored_at: daysAgo(401) },
        { ...touch, engagement_id: "no-touch-young", kind: null, at: null, stored_at: daysAgo(399) },
      ])
      .execute();
    const model = JSON.stringify({});
    await db()
      .insertInto("report")
      .values(
        [1_101, 1_099].map((days) => ({
          client_id: clientId,
          period: `P${days}`,
          kind: "weekly",
          as_of: daysAgo(days),
          model,
          workflow_id: null,
        })),
      )
      .execute();
    await db()
      .insertInto("audit_log")
      .values(
        [1_101, 1_099].map((days) => ({
          client_id: clientId,
          at: daysAgo(days),
          by_whom: "x",
          verb: `${days}`,
          detail: "{}",
        })),
      )
      .execute();
    await db()
      .insertInto("allowance_slice")
      .values(
        [2, 0].map((days) => ({
          client_id: clientId,
          bucket: "general",
          slice_id: `${days}`,
          until: daysAgo(days),
          requests: 1,
        })),
      )
      .execute();
    const removed = await prune();
    expect(removed).toMatchObject({ touch: 2, report: 1, audit_log: 1, allowance_slice: 1 });
    expect(await prune()).toEqual({});
  });

  test("a setting below what pages and reports need counts as what they need", async () => {
    const clientId = newClient();
    await run(clientId, daysAgo(13), "hourly");
    await run(clientId, daysAgo(13, 1_000), "hourly");
    await prune([], { runs: 1 });
    expect(await runsOf(clientId)).toHaveLength(2);
  });
});
