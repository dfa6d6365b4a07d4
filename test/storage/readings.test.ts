import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { statements } from "../../storage/migrations/0003-readings.ts";
import { ensureClient, markOnboarded } from "../../storage/clients.ts";
import { leaseMirror, saveProgress } from "../../storage/mirror-lease.ts";
import { readingsBefore, readReadings, saveReading } from "../../storage/readings.ts";
import { beginLostSpans } from "../../storage/restored/lost-spans.ts";
import { saveSchedules } from "../../storage/schedule-states.ts";
import { beginRun, failRun, finishRun } from "../../storage/runs.ts";
import { saveScan } from "../../storage/scans.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at } from "./rows.ts";

const both = ["fast", "daily"] as const;
const run = (clientId: string, runId: string, asOf: Date, cadence = "fast") => ({
  clientId,
  runId,
  cadence,
  mode: "live" as const,
  period: asOf,
  asOf,
  workflowId: "w",
  workflowRunId: "r",
});
const counts = { opened: 0, reopened: 0, resolved: 0, stillOpen: 0, unknown: 0 };
const score = { value: 90, assessed: 1, enabled: 1, parts: [], cappedBy: null };

describeOnBoth("readings", (db, newClient) => {
  const settle = (clientId: string, minute: number, read: readonly ("fast" | "daily")[], inUse: typeof read = both) =>
    saveReading(db(), { clientId, runId: `run-${minute}`, inUse, read, asOf: at(minute), settledAt: at(minute + 10) });
  const kept = async (clientId: string, now = at(30)) =>
    Object.fromEntries((await readReadings(db(), [clientId], now)).map((row) => [row.cadence, row]));

  test("a run keeps what it has read, and since when the other cadences are due", async () => {
    const client = newClient();
    await settle(client, 0, ["fast"]);
    await settle(client, 5, ["fast"]);
    expect(await kept(client)).toMatchObject({
      fast: { completeAt: at(5), dueSince: at(0), runId: "run-5" },
      daily: { completeAt: null, dueSince: at(0), runId: null },
    });
  });

  test("a run that looks back at the past makes the next reading due from now on, and not from then", async () => {
    const client = newClient();
    const lookBack = (minute: number, dueSince: Date) =>
      saveReading(db(), {
        clientId: client,
        runId: "then",
        inUse: both,
        read: both,
        asOf: at(minute),
        settledAt: at(minute),
        dueSince,
      });
    await lookBack(0, at(20));
    await lookBack(5, at(21));
    expect((await kept(client))["fast"]).toMatchObject({ completeAt: at(5), dueSince: at(21) });
    await settle(client, 22, ["fast"]);
    expect((await kept(client))["fast"]).toMatchObject({ completeAt: at(22), dueSince: at(21) });
  });

  test("a run that read nothing completely, or an older one that ends later, takes nothing back", async () => {
    const client = newClient();
    await settle(client, 5, ["fast"]);
    await settle(client, 9, []);
    await settle(client, 1, ["fast"]);
    expect((await kept(client))["fast"]).toMatchObject({ completeAt: at(5), runId: "run-5" });
  });

  test("a reading that a wrong clock has put into the future gives way to the next", async () => {
    const client = newClient();
    await settle(client, 600, ["fast"]);
    await settle(client, 5, ["fast"]);
    expect((await kept(client))["fast"]?.completeAt).toEqual(at(5));
  });

  test("a cadence without a check is not due; switched on again it is due from then on", async () => {
    const client = newClient();
    await settle(client, 0, ["fast", "daily"]);
    await settle(client, 5, ["fast"], ["fast"]);
    expect(Object.keys(await kept(client))).toEqual(["fast"]);
    await settle(client, 10, ["fast"]);
    expect((await kept(client))["daily"]).toMatchObject({ completeAt: null, dueSince: at(10) });
  });

  describe("a schedule", () => {
    const see = (clientId: string, state: "running" | "paused" | "missing", note: string | null, minute: number) =>
      saveSchedules(db(), [{ clientId, scheduleId: `audit/${clientId}/fast`, state, note }], at(minute));

    test.each([
      { note: "migration until Friday", isDecision: true },
      { note: "revwatch: waiting for baseline", isDecision: false },
      { note: "  ", isDecision: false },
      { note: null, isDecision: false },
    ])("that is paused with the note $note: an operator's decision is $isDecision", async ({ note, isDecision }) => {
      const client = newClient();
      await settle(client, 0, ["fast"]);
      await see(client, "paused", note, 3);
      expect((await kept(client))["fast"]?.pause).toEqual(isDecision ? { since: at(3), note } : null);
      expect((await kept(client))["daily"]?.pause).toBeNull();
    });

    test("that runs again makes the next reading due from then on, and keeps the last one", async () => {
      const client = newClient();
      await settle(client, 0, ["fast"]);
      await see(client, "paused", "a week off", 3);
      await see(client, "running", null, 20);
      expect((await kept(client))["fast"]).toMatchObject({ completeAt: at(0), dueSince: at(20), pause: null });
    });
  });

  test("after a restore the next reading is due from then on, and the last one is as old as it is", async () => {
    const client = newClient();
    await settle(client, 0, ["fast"]);
    await beginLostSpans(db(), at(25));
    expect((await kept(client))["fast"]).toMatchObject({ completeAt: at(0), dueSince: at(25) });
  });

  describe("a copy under way", () => {
    test.each(["list", "changes"] as const)(
      "(%s) counts while it stores records, and belongs to a run that is running",
      async (kind) => {
        const client = newClient();
        await settle(client, 0, ["fast", "daily"]);
        await beginRun(db(), run(client, "daily-1", at(10), "daily"));
        const asked = { clientId: client, recordType: "contact", kind } as const;
        const lease = (await leaseMirror(db(), asked, "daily-1"))!;
        expect((await kept(client))["fast"]?.copy).toBeNull();
        await saveProgress(db(), lease, null, at(25));
        const copy = { beganAt: at(10), movedAt: at(25) };
        expect(await kept(client)).toMatchObject({ fast: { copy }, daily: { copy } });
        expect((await kept(client, at(35)))["fast"]?.copy).toEqual(copy);
        expect((await kept(client, at(36)))["fast"]?.copy).toBeNull();
        await failRun(db(), client, "daily-1", "cut", at(26));
        expect((await kept(client))["fast"]?.copy).toBeNull();
      },
    );

    test("of another client does not count", async () => {
      const [client, other] = [newClient(), newClient()];
      await settle(client, 0, ["fast"]);
      await beginRun(db(), run(other, "daily-1", at(10), "daily"));
      const asked = { clientId: other, recordType: "contact", kind: "changes" } as const;
      await saveProgress(db(), (await leaseMirror(db(), asked, "daily-1"))!, null, at(25));
      expect((await kept(client))["fast"]?.copy).toBeNull();
    });
  });

  test("the past is asked of the runs: what came later does not count, and what was no reading neither", async () => {
    const client = newClient();
    const ended = async (runId: string, asOf: Date, cadence: string, isReading: boolean) => {
      await beginRun(db(), run(client, runId, asOf, cadence));
      await finishRun(db(), client, runId, {
        status: "complete",
        reason: null,
        score,
        counts,
        finishedAt: asOf,
        isReading,
      });
    };
    await ended("all-1", at(0), "all", true);
    await ended("fast-1", at(5), "fast", true);
    await ended("fast-2", at(10), "fast", false);
    await ended("fast-3", at(15), "fast", true);
    expect(await readingsBefore(db(), client, at(15))).toEqual(
      new Map([
        ["all", at(0)],
        ["fast", at(5)],
      ]),
    );
  });

  test("nobody asked for is nobody answered", async () => {
    expect(await readReadings(db(), [], at(0))).toEqual([]);
  });

  test("an installation that is upgraded knows its last readings, and nothing is overdue because of the upgrade", async () => {
    const [client, partial, cut, fresh] = [newClient(), newClient(), newClient(), newClient()];
    for (const clientId of [client, partial, cut]) {
      await ensureClient(db(), { clientId, name: clientId, portalId: "1" });
      await markOnboarded(db(), clientId, at(0));
    }
    await ensureClient(db(), { clientId: fresh, name: fresh, portalId: "1" });
    const finish = async (
      name: ReturnType<typeof run>,
      status: "complete" | "partial",
      reason: string | null = null,
    ) => {
      await beginRun(db(), name);
      const scan = { subject: "contact", status: "complete", reason: null, records: 1 } as const;
      await saveScan(db(), name.clientId, name.runId, scan, name.asOf, name.asOf);
      if (reason !== null)
        await saveScan(
          db(),
          name.clientId,
          name.runId,
          { subject: "deal", status: "unreadable", reason, records: 0 },
          name.asOf,
          name.asOf,
        );
      await finishRun(db(), name.clientId, name.runId, {
        status,
        reason,
        score,
        counts,
        finishedAt: name.asOf,
        isReading: false,
      });
    };
    await finish(run(client, "all-1", at(0), "all"), "complete");
    await finish(run(client, "fast-2", at(5)), "complete");
    await finish(run(client, "fast-3", at(9)), "partial", "HubSpot gave no usable answer to deals: a timeout.");
    await finish(
      run(partial, "fast-1", at(5)),
      "partial",
      "HubSpot refuses deals: the token lacks the scope x. Add it.",
    );
    await finish(run(cut, "fast-1", at(5)), "partial", "HubSpot refuses the token: it was revoked.");

    await db().deleteFrom("reading").execute();
    const before = new Date(Date.now() - 60_000);
    for (const backfill of statements.slice(-2)) await sql.raw(backfill).execute(db());
    const of = async (clientId: string) => {
      const rows = await db()
        .selectFrom("reading")
        .selectAll()
        .where("client_id", "=", clientId)
        .orderBy("cadence")
        .execute();
      expect(rows.every(({ due_since }) => due_since > before)).toBe(true);
      return rows.map(({ cadence, complete_at, run_id }) => ({ cadence, complete_at, run_id }));
    };
    expect(await of(client)).toEqual([
      { cadence: "daily", complete_at: at(0), run_id: "all-1" },
      { cadence: "fast", complete_at: at(5), run_id: "fast-2" },
      { cadence: "hourly", complete_at: at(0), run_id: "all-1" },
    ]);
    expect((await of(partial)).find(({ cadence }) => cadence === "fast")?.complete_at).toEqual(at(5));
    expect((await of(cut)).map(({ complete_at }) => complete_at)).toEqual([null, null, null]);
    expect(await of(fresh)).toEqual([]);
  });
});
