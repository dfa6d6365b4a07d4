import { setFlagsFromString } from "node:v8";
import { setTimeout as wait } from "node:timers/promises";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { defaultRetention } from "../../domain/retention.ts";
import { ensureClient, markOnboarded } from "../../storage/clients.ts";
import { openPostgres } from "../../storage/open-database.ts";
import { pruneHistory } from "../../storage/retention/prune-history.ts";
import { latestOutcomes } from "../../storage/check-outcomes.ts";
import { audit, runName, startTestWorld } from "../activities/test-world.ts";
import { liveOneDay, tableSizes, type Pace, type RunModel } from "../support/a-week.ts";
import { createTestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";
import { atMost, figure, forTheRecord, isFull, row } from "./row.ts";

const dayMs = 86_400_000;
const clients = isFull ? 50 : 2;
/**
 * Production: a fast audit each five minutes, an hourly and a daily one; twenty findings a day and client are a lively
 * portal.
 */
const production: Pace = { runs: { fast: 288, hourly: 24, daily: 1 }, findings: 20, messages: 12 };
const pace: Pace = isFull ? production : { runs: { fast: 8, hourly: 2, daily: 1 }, findings: 4, messages: 4 };
const recordsOfModel = isFull ? 400 : 90;

/** Tables in which a client has so many rows and never more. */
const bounded = [
  "client",
  "mirror_state",
  "reading",
  "allowance",
  "capability",
  "latest_outcome",
  "alert",
  "setting",
  "lost_span",
];

/** A real audit of each cadence against the simulated HubSpot: what it leaves behind, and what a record takes. */
async function measureAudits() {
  const database = await createTestDatabase();
  const life = await startTestWorld(() => openPostgres(database.url));
  const { world } = life;
  try {
    const portal = await life.addClient("model");
    for (let n = 0; n < recordsOfModel; n += 1) {
      const lead = {
        email: `contact-${n}@model.example`,
        firstname: "Ana",
        lastname: `Ruiz ${n}`,
        lifecyclestage: "lead",
      };
      await portal.api.create("contacts", lead);
      // The portal takes a hundred and ten calls in ten seconds.
      if (n % 95 === 94) await wait(10_500);
    }
    for (let n = 0; n < 5; n += 1)
      await portal.admin.submitForm({
        email: `lead-${n}@model.example`,
        formName: "Demo",
        pageUrl: "https://m.example/",
        ownerId: portal.ownerId,
      });
    await life.moveTo(new Date(life.now().getTime() + 90 * 60_000), portal);
    await audit(life, runName("model", life.now(), { mode: "baseline", runId: "first" }));
    await portal.admin.submitForm({
      email: "late@model.example",
      formName: "Demo",
      pageUrl: "https://m.example/",
      ownerId: portal.ownerId,
    });
    await life.moveTo(new Date(life.now().getTime() + 90 * 60_000), portal);
    const models: RunModel[] = [];
    for (const cadence of ["fast", "hourly", "daily"] as const) {
      const { plan, receipts } = await audit(life, runName("model", life.now(), { cadence, runId: cadence }));
      const stored = await world.db
        .selectFrom("run")
        .select("score")
        .where("run_id", "=", cadence)
        .executeTakeFirstOrThrow();
      const outcomes = (await latestOutcomes(world.db, "model")).filter(({ checkId }) =>
        plan.checkIds.includes(checkId),
      );
      models.push({ cadence, receipts, outcomes, score: stored.score! });
      await life.moveTo(new Date(life.now().getTime() + 60_000), portal);
    }
    const message = await world.db.selectFrom("outbox").select("message").limit(1).executeTakeFirstOrThrow();
    // The first fast run after a daily one says what that one's comparison came to.
    await audit(life, runName("model", life.now(), { cadence: "fast", runId: "after-daily" }));
    await life.moveTo(new Date(life.now().getTime() + 60_000), portal);
    const before = await world.db.selectFrom("scan").select("run_id").where("run_id", "=", "quiet").execute();
    await audit(life, runName("model", life.now(), { cadence: "fast", runId: "quiet" }));
    const scans = await world.db.selectFrom("scan").select("run_id").where("run_id", "=", "quiet").execute();
    expect(scans.length - before.length).toBe(models[0]!.receipts.length);
    const outcomes = await world.db
      .selectFrom("check_outcome")
      .select("check_id")
      .where("run_id", "=", "quiet")
      .execute();
    expect(outcomes).toEqual([]);
    const sizes = await tableSizes(world.db);
    const record = sizes.get("record")!;
    return { models, message: message.message, bytesOfRecord: record.bytes / record.rows };
  } finally {
    await life.close();
    await database.drop();
  }
}

function heapMegabytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

row("L7", () => {
  describeWith("postgres", "a week of production cadence in fast motion, through the stores", () => {
    test("the database grows by what is kept and by nothing else; memory is level; fifty clients for a year fit", async () => {
      const { models, message, bytesOfRecord } = await measureAudits();
      const database = await createTestDatabase();
      const { db, close } = await openPostgres(database.url);
      const ids = Array.from({ length: clients }, (_, n) => `client-${n}`);
      const zones = ids.map((clientId) => ({ clientId, timeZone: "Europe/Berlin" }));
      const start = new Date("2026-11-02T00:00:00Z");
      for (const [n, clientId] of ids.entries()) {
        await ensureClient(db, { clientId, name: clientId, portalId: String(n) });
        await markOnboarded(db, clientId, start);
      }
      const sizes: Awaited<ReturnType<typeof tableSizes>>[] = [];
      const heap: number[] = [];
      for (let day = 0; day < 7; day += 1) {
        const from = new Date(start.getTime() + day * dayMs);
        const queue = [...ids];
        const worker = async () => {
          for (let clientId = queue.pop(); clientId !== undefined; clientId = queue.pop())
            await liveOneDay(db, { clientId, day: from, models, pace, message });
        };
        await Promise.all([worker(), worker(), worker(), worker()]);
        const now = new Date(from.getTime() + dayMs);
        for (let hour = 0; hour < (isFull ? 24 : 1); hour += 1)
          await pruneHistory(db, { retention: defaultRetention, zones, now });
        sizes.push(await tableSizes(db));
        heap.push(heapMegabytes());
      }
      await close();
      await database.drop();

      const [fifth, seventh] = [sizes[4]!, sizes[6]!];
      const grown = (name: string) => seventh.get(name)!.bytes - fifth.get(name)!.bytes;
      const rowsAdded = (name: string) => seventh.get(name)!.rows - fifth.get(name)!.rows;
      const perRow = (name: string) => seventh.get(name)!.bytes / Math.max(1, seventh.get(name)!.rows);
      const growing = [...seventh.keys()].filter((name) => rowsAdded(name) > 0);
      const added = growing.reduce((sum, name) => sum + grown(name), 0);
      const explained = growing.reduce((sum, name) => sum + rowsAdded(name) * perRow(name), 0);
      const unexplained = [...seventh.keys()]
        .filter((name) => rowsAdded(name) <= 0)
        .reduce((sum, name) => sum + grown(name), 0);

      figure("runs in the week", seventh.get("run")!.rows, forTheRecord);
      figure(
        "rows of bounded tables, day 5 to 7",
        bounded.reduce((sum, name) => sum + rowsAdded(name), 0),
        atMost(0),
      );
      figure("growth of tables without new rows, day 5 to 7, in MB", round(unexplained / 1024 / 1024), atMost(1, "MB"));
      figure(
        "growth beyond rows that are kept, day 5 to 7, in %",
        round((100 * (added - explained)) / explained),
        atMost(15, "%"),
      );
      figure("heap, day 1 to 7, in MB", round(heap[6]! - heap[0]!), atMost(20, "MB"));

      // What fifty clients of 20,000 contacts hold after a year: rows that are kept by then, times what a row takes.
      const days = { run: defaultRetention.runs, outbox: defaultRetention.messages, kept: 365 };
      const runsADay = 288 + 24 + 1;
      const scansOfRuns =
        models.reduce((sum, { cadence, receipts }) => sum + receipts.length * production.runs[cadence], 0) / runsADay;
      const runsKept = runsADay * days.run + (365 - days.run);
      const year: Readonly<Record<string, number>> = {
        record: 22_000 * bytesOfRecord, // contacts, and a tenth as many deals
        run: runsKept * perRow("run"),
        scan: runsKept * scansOfRuns * perRow("scan"),
        finding: production.findings * days.kept * perRow("finding"),
        finding_event: 2 * production.findings * days.kept * perRow("finding_event"),
        alert_event: production.messages * days.kept * perRow("alert_event"),
        outbox: production.messages * days.outbox * perRow("outbox"),
        // Taken on the high side: 60 engagements a day, a report of 20 kB a week, 10 workflows, forms or
        // stages that change daily.
        touch: 60 * days.kept * 250,
        report: 52 * 20_000,
        inventory_version: 10 * defaultRetention.configurations * 3_000,
      };
      for (const [table, bytes] of Object.entries(year))
        figure(`a year of ${table}, 50 clients, in MB`, round((bytes * 50) / 1024 / 1024), forTheRecord);
      const total = Object.values(year).reduce((sum, bytes) => sum + bytes, 0) * 50;
      // A short life is mostly empty pages: only the full one says what a row takes.
      const year50 = round(total / 1024 ** 3);
      figure("fifty clients of 20,000 contacts for a year, in GB", year50, isFull ? atMost(5, "GB") : forTheRecord);
    });
  });
});

const round = (value: number) => Math.round(value * 10) / 10;
