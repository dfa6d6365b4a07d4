import { describe, expect, test } from "vitest";
import { granted } from "../../domain/access.ts";
import type { CheckOutcome } from "../../domain/reporting/score.ts";
import { ensureClient, isOnboarded, markOnboarded, saveAccess, uiDomainOf } from "../../storage/clients.ts";
import { readRun } from "../../storage/reads/run.ts";
import { latestOutcomes, saveOutcomes } from "../../storage/check-outcomes.ts";
import { beginRun, failRun, finishRun } from "../../storage/runs.ts";
import { saveScan } from "../../storage/scans.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at } from "./rows.ts";

const counts = { opened: 1, reopened: 0, resolved: 0, stillOpen: 1, unknown: 0 };
const score = { value: 90, assessed: 1, enabled: 1, parts: [], cappedBy: null };
const run = (clientId: string, runId: string, asOf = at(0)) => ({
  clientId,
  runId,
  cadence: "fast",
  mode: "live" as const,
  period: asOf,
  asOf,
  workflowId: "w",
  workflowRunId: "r",
});
const outcome = (checkId: string, failed: number): CheckOutcome => ({
  checkId,
  status: "assessed",
  reason: null,
  remedy: null,
  passed: 1,
  failed,
  unknown: 0,
  notApplicable: 0,
});

describeOnBoth("runs", (db, newClient) => {
  test("a second attempt finds the run begun", async () => {
    const client = newClient();
    await beginRun(db(), run(client, "fast-1"));
    await beginRun(db(), run(client, "fast-1", at(5)));
    expect(await readRun(db(), client, "fast-1")).toMatchObject({ status: "running", as_of: at(0), score: null });
  });

  test("a run ends once: a failure afterwards does not undo its result", async () => {
    const client = newClient();
    await beginRun(db(), run(client, "fast-1"));
    await finishRun(db(), client, "fast-1", {
      status: "complete",
      reason: null,
      score,
      counts,
      finishedAt: at(1),
      isReading: true,
    });
    await failRun(db(), client, "fast-1", "the worker went away", at(2));
    expect(await readRun(db(), client, "fast-1")).toMatchObject({
      status: "complete",
      score,
      counts,
      finished_at: at(1),
    });
  });

  test("how a check fared is kept with the run only where that has changed", async () => {
    const client = newClient();
    const fared = [
      { runId: "fast-1", failed: 2 },
      { runId: "fast-2", failed: 2 },
      { runId: "fast-3", failed: 3 },
    ];
    for (const [index, { runId, failed }] of fared.entries())
      await saveOutcomes(db(), client, runId, at(index), [
        outcome("lead-stale", failed),
        outcome("lead-unanswered", 0),
      ]);
    const rows = await db()
      .selectFrom("check_outcome")
      .select(["run_id", "check_id"])
      .where("client_id", "=", client)
      .orderBy("run_id")
      .execute();
    expect(rows.map(({ run_id, check_id }) => `${run_id} ${check_id}`).toSorted()).toEqual([
      "fast-1 lead-stale",
      "fast-1 lead-unanswered",
      "fast-3 lead-stale",
    ]);
    expect(await latestOutcomes(db(), client)).toHaveLength(2);
  });

  test("a run that breaks is shown as broken, not as running", async () => {
    const client = newClient();
    await beginRun(db(), run(client, "fast-1"));
    await failRun(db(), client, "fast-1", "no database", at(2));
    expect(await readRun(db(), client, "fast-1")).toMatchObject({
      status: "failed",
      reason: "no database",
      counts: null,
    });
  });

  test("a second attempt replaces the first one's receipt", async () => {
    const client = newClient();
    for (const [status, records] of [
      ["partial", 10],
      ["complete", 100],
    ] as const)
      await saveScan(db(), client, "a", { subject: "contact", status, reason: null, records }, at(1), at(1));
    const rows = await db().selectFrom("scan").select(["status", "records"]).where("client_id", "=", client).execute();
    expect(rows).toEqual([{ status: "complete", records: 100 }]);
  });

  describe("the latest word on each check", () => {
    test("is the newest run's, whichever ended last", async () => {
      const client = newClient();
      await saveOutcomes(db(), client, "b", at(5), [outcome("lead-stale", 2)]);
      await saveOutcomes(db(), client, "a", at(1), [outcome("lead-stale", 9), outcome("lead-unanswered", 3)]);
      const latest = await latestOutcomes(db(), client);
      expect(latest.toSorted((a, b) => a.checkId.localeCompare(b.checkId))).toEqual([
        { ...outcome("lead-stale", 2), asOf: at(5) },
        { ...outcome("lead-unanswered", 3), asOf: at(1) },
      ]);
    });

    test("nothing said is nothing written", async () => {
      const client = newClient();
      await saveOutcomes(db(), client, "a", at(1), []);
      expect(await latestOutcomes(db(), client)).toEqual([]);
    });
  });
});

describeOnBoth("clients", (db, newClient) => {
  test("an onboarded client keeps its state when its config is read again", async () => {
    const clientId = newClient();
    await ensureClient(db(), { clientId, name: "Old name", portalId: "1" });
    expect(await isOnboarded(db(), clientId)).toBe(false);
    await markOnboarded(db(), clientId, at(1));
    await markOnboarded(db(), clientId, at(9));
    await ensureClient(db(), { clientId, name: "New name", portalId: "1" });
    expect(await isOnboarded(db(), clientId)).toBe(true);
    const row = await db().selectFrom("client").selectAll().where("client_id", "=", clientId).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ name: "New name", state: "live", onboarded_at: at(1) });
  });

  test("the host of its screens is kept from the last time that it could be read", async () => {
    const clientId = newClient();
    await ensureClient(db(), { clientId, name: "N", portalId: "1" });
    expect(await uiDomainOf(db(), clientId)).toBe("app.hubspot.com");
    await saveAccess(db(), clientId, granted, { uiDomain: "app-eu1.hubspot.com", timeZone: "Europe/Berlin" }, at(1));
    await saveAccess(db(), clientId, { state: "token-refused", reason: "r", remedy: "m" }, null, at(2));
    expect(await uiDomainOf(db(), clientId)).toBe("app-eu1.hubspot.com");
  });
});
