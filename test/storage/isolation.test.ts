import { sql } from "kysely";
import { expect, test } from "vitest";
import { granted } from "../../domain/access.ts";
import { addAlertEvent, lockAlert, markAnnounced, saveAlert, unannouncedAlerts } from "../../storage/alerts.ts";
import { saveFirstLooks } from "../../storage/check-baselines.ts";
import { addExclusion } from "../../storage/exclusions.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import {
  ensureClient,
  isOnboarded,
  markOnboarded,
  portalTimeZoneOf,
  saveAccess,
  saveCapability,
  uiDomainOf,
} from "../../storage/clients.ts";
import { readHandState, saveHandState } from "../../storage/hands/hand-knowledge.ts";
import { handsSince, markVerified } from "../../storage/hands/kept-hands.ts";
import { putHands } from "../../storage/hands/noticed-hands.ts";
import { handsWithin, saveStandings } from "../../storage/hands/standings.ts";
import { latestInventory, previousInventory, putInventory } from "../../storage/configuration.ts";
import {
  checksWithOpenCritical,
  countOpen,
  findFinding,
  findingsById,
  findingsOf,
  openFindingsOfTopic,
  saveFindingEvents,
  saveFindings,
  openSubjectIds,
} from "../../storage/findings.ts";
import { noteBlocked } from "../../storage/blocked-work.ts";
import { leaseAllowance } from "../../storage/allowance.ts";
import { countClientRows, purgeClientRows } from "../../storage/purge-client.ts";
import {
  countRecords,
  countSeenSince,
  putRecords,
  removeRecords,
  removeUnseen,
  streamRecords,
} from "../../storage/mirror.ts";
import { leaversOf } from "../../storage/leavers.ts";
import { noticeMerges, unmovedMerges } from "../../storage/merged-records.ts";
import { finishCopy, leaseMirror, readMirrorState } from "../../storage/mirror-state.ts";
import { claimNext, confirmSent, nextDueAt } from "../../storage/outbox-claims.ts";
import { enqueue } from "../../storage/outbox.ts";
import {
  dailyScores,
  eventsOfWeek,
  findingHistories,
  lastScoreBefore,
  runsWithin,
} from "../../storage/report-facts.ts";
import { findReport, settledPeriods, waiveReport } from "../../storage/reports.ts";
import { saveReading } from "../../storage/readings.ts";
import { beginRun, failRun, findRun, finishRun, latestOutcomes, saveOutcomes, saveScan } from "../../storage/runs.ts";
import { findThread, saveThread } from "../../storage/slack-threads.ts";
import { knownEngagements, putEngagements, touchesByContact } from "../../storage/touches.ts";
import { alarmBook } from "../../storage/watch-alarms.ts";
import { noticedHand } from "../domain/leads/sample-hand.ts";
import { callAt } from "../domain/leads/sample-touch.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { alarmRecord, alertState, at, delivery, eventRow, findingRow } from "./rows.ts";

const counts = { opened: 0, reopened: 0, resolved: 0, stillOpen: 0, unknown: 0 };
const score = { value: 90, assessed: 1, enabled: 1, parts: [], cappedBy: null };
const outcome = {
  checkId: "lead-stale",
  status: "assessed",
  reason: null,
  remedy: null,
  passed: 1,
  failed: 0,
  unknown: 0,
  notApplicable: 0,
} as const;

const copied = {
  watermark: at(0),
  listedAt: at(0),
  listedCount: 1,
  copiedAt: at(0),
  doubt: null,
  vanishedAt: null,
  lacks: null,
};

describeOnBoth("two clients with the same ids never meet", (db) => {
  /** One client's whole life, with ids that every other client has as well; the label tells whose it is. */
  async function live(clientId: string, label: string): Promise<void> {
    const name = { clientId, alertId: "sales.waiting-leads" };
    await ensureClient(db(), { clientId, name: label, portalId: "1" });
    await saveAccess(db(), clientId, granted, { uiDomain: `${label}.hubspot.com`, timeZone: "UTC" }, at(1));
    await saveCapability(db(), clientId, "contacts", "ok", label, at(1));
    await putRecords(db(), clientId, "contact", [{ id: "1", properties: { label }, updatedAt: at(0) }], at(1));
    await noticeMerges(db(), clientId, "contact", [{ formerId: "9", survivorId: label }], at(1));
    await putRecords(db(), clientId, "contact", [{ id: "2", properties: { label }, updatedAt: at(0) }], at(1));
    await putEngagements(db(), clientId, [
      { contactId: "2", engagementType: "calls", engagementId: label, touch: callAt(at(1)) },
    ]);
    await removeRecords(db(), clientId, "contact", ["2"]);
    await leaseMirror(db(), clientId, "contact", label);
    await finishCopy(db(), clientId, "contact", label, { ...copied, properties: [label] });
    await putEngagements(db(), clientId, [
      { contactId: "1", engagementType: "calls", engagementId: label, touch: callAt(at(1)) },
    ]);
    await putHands(db(), clientId, [noticedHand({ contactId: "1", raisedAt: at(1), label })], at(1));
    const { handId } = (await handsSince(db(), clientId, at(0))).get("1")![0]!;
    const settled = { handId, wasLead: true, state: "waiting", endedAt: null, answeredBy: null, answer: null } as const;
    await saveStandings(db(), clientId, [{ ...settled, attempts: 0, automated: 0, ai: 0 }], at(1));
    await markVerified(db(), clientId, [handId], at(1));
    await saveHandState(db(), clientId, { knownSince: at(0), noticedSince: at(0), readAt: at(1) });
    for (const version of ["before", "now"])
      await putInventory(
        db(),
        clientId,
        "owner",
        [
          {
            type: "owner",
            id: "7",
            name: `${label} ${version}`,
            email: null,
            userId: null,
            teamIds: [],
            isActive: true,
            deactivatedAt: null,
          },
        ],
        at(1),
      );
    await beginRun(db(), {
      clientId,
      runId: "fast-1",
      cadence: "fast",
      mode: "live",
      period: at(1),
      asOf: at(1),
      workflowId: label,
      workflowRunId: "r",
    });
    await saveReading(db(), { clientId, runId: label, inUse: ["fast"], read: ["fast"], asOf: at(1), settledAt: at(1) });
    await saveScan(
      db(),
      clientId,
      "fast-1",
      { subject: "contact", status: "complete", reason: null, records: label.length },
      at(1),
      at(1),
    );
    await saveOutcomes(db(), clientId, "fast-1", at(1), [{ ...outcome, passed: label.length }]);
    await finishRun(db(), clientId, "fast-1", {
      status: "complete",
      reason: label,
      score: { ...score, value: label.length },
      counts,
      finishedAt: at(2),
      isReading: true,
    });
    await saveFindings(db(), [findingRow(clientId, "f1", at(1), { subject_label: label, severity: "critical" })]);
    await saveFindingEvents(db(), [eventRow(clientId, "f1", 1, { at: at(1), summary: label })]);
    const excluded = { kind: "wrong", reason: label, byWhom: label, at: at(1) } as const;
    await addExclusion(db(), (await findFinding(db(), clientId, "f1"))!, excluded);
    await saveFirstLooks(db(), clientId, [{ checkId: "lead-unanswered", beganAt: at(1), completeAt: at(1) }]);
    await saveAlert(db(), name, "sales", "waiting-leads", alertState({ acknowledgedBy: label }), at(1));
    await addAlertEvent(db(), name, alertState(), {
      kind: "opened",
      at: at(1),
      byWhom: label,
      detail: label,
      findingIds: ["f1"],
    });
    await enqueue(db(), [delivery(clientId, { act: "open", revision: 1 }, { because: label })], at(1));
    await saveThread(db(), { ...name, episode: 1, receiver: "sales" }, { channelId: label, ts: "1" });
    const step = { client_id: clientId, workflow_id: "alert/same", activity: "escalateAlert" };
    await noteBlocked(db(), step, { class: "programming", reason: label }, at(1));
    await waiveReport(db(), clientId, "2026-W46", label, at(1));
    await db()
      .insertInto("schedule_state")
      .values({ client_id: clientId, schedule_id: "audit/same/fast", state: "paused", note: label, since: at(1) })
      .execute();
    await db()
      .insertInto("lost_span")
      .values({ client_id: clientId, until_at: at(2), from_at: at(1) })
      .execute();
    await db()
      .insertInto("channel_state")
      .values({
        client_id: clientId,
        channel: "slack",
        place: "",
        kind: "barred",
        reason: label,
        remedy: null,
        since: at(1),
        not_before: at(1),
        tries: 1,
      })
      .execute();
    await addAuditEntry(db(), { clientId, at: at(1), byWhom: label, verb: "v", detail: {} });
    await alarmBook(db()).put(alarmRecord(clientId, { what: label }));
    await db()
      .insertInto("watch_sight")
      .values({ client_id: clientId, kind: "process", source: label, at: at(1), value: "{}" })
      .execute();
    await db()
      .insertInto("report")
      .values({
        client_id: clientId,
        period: "2026-W47",
        kind: "weekly",
        as_of: at(1),
        model: JSON.stringify({ label }),
        workflow_id: null,
      })
      .execute();
  }

  /** Everything that the store can be asked about a client, as one text. */
  async function everything(clientId: string): Promise<string> {
    const name = { clientId, alertId: "sales.waiting-leads" };
    const records = [];
    for await (const page of streamRecords(db(), clientId, "contact")) records.push(...page);
    const answers = {
      records,
      seen: await countSeenSince(db(), clientId, "contact", at(0)),
      touches: [...(await touchesByContact(db(), clientId, ["1"]))],
      hands: await handsWithin(db(), clientId, at(0), at(9), at(9)),
      handState: await readHandState(db(), clientId),
      known: [...(await knownEngagements(db(), clientId, "calls", ["1"]))],
      latest: await latestInventory(db(), clientId, "owner"),
      previous: await previousInventory(db(), clientId, "owner"),
      run: await findRun(db(), clientId, "fast-1"),
      count: await countRecords(db(), clientId, "contact"),
      mirror: await readMirrorState(db(), clientId, "contact"),
      suspects: await openSubjectIds(db(), clientId, "contact", 10),
      timeZone: await portalTimeZoneOf(db(), clientId),
      outcomes: await latestOutcomes(db(), clientId),
      findings: [...(await findingsOf(db(), clientId, ["lead-unanswered"]))],
      byId: await findingsById(db(), clientId, ["f1"]),
      ofTopic: await openFindingsOfTopic(db(), clientId, "waiting-leads"),
      open: await countOpen(db(), clientId),
      critical: [...(await checksWithOpenCritical(db(), clientId))],
      alert: await lockAlert(db(), name),
      unannounced: await unannouncedAlerts(db(), clientId),
      due: await nextDueAt(db(), clientId, at(1)),
      thread: await findThread(db(), { ...name, episode: 1, receiver: "sales" }),
      report: await findReport(db(), clientId, "2026-W47"),
      onboarded: await isOnboarded(db(), clientId),
      settled: [...(await settledPeriods(db(), clientId))],
      domain: await uiDomainOf(db(), clientId),
      leavers: await leaversOf(db(), clientId, "contact", 10),
      merges: await unmovedMerges(db(), clientId, { isProven: false }),
      histories: await findingHistories(db(), clientId, { from: at(0), before: at(59) }),
      events: await eventsOfWeek(db(), clientId, at(0), at(59)),
      runs: await runsWithin(db(), clientId, at(0), at(59)),
      score: await lastScoreBefore(db(), clientId, at(59)),
      trend: await dailyScores(db(), clientId, at(0), at(59), (when) => when.toISOString()),
    };
    return JSON.stringify(answers);
  }

  /** Asked of the schema's own description, so that a new table has to be filled by `live` as well. */
  async function tablesOfClients(): Promise<readonly string[]> {
    const { rows } = await sql<{ name: string }>`
      select distinct table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'client_id' order by 1`.execute(db());
    return rows.map(({ name }) => name);
  }

  test("each one sees its own, whatever the other does", async () => {
    await live("northwind", "nnnn");
    const before = await everything("northwind");
    expect(before).toContain("nnnn");
    await live("harbour", "hhhhhhhh");
    expect(await everything("northwind")).toBe(before);
    expect(await everything("harbour")).not.toContain("nnnn");

    // And now everything of the other that can be changed or removed.
    const name = { clientId: "harbour", alertId: "sales.waiting-leads" };
    await removeUnseen(db(), "harbour", "contact", at(50));
    await markAnnounced(db(), name, 1);
    await markOnboarded(db(), "harbour", at(3));
    await failRun(db(), "harbour", "fast-1", "broken", at(3));
    const claim = await claimNext(db(), "harbour", at(3));
    expect(claim?.row.because).toBe("hhhhhhhh");
    await confirmSent(db(), claim!.row, "ts", at(3));
    expect(await claimNext(db(), "harbour", at(30))).toBeNull();
    expect(await everything("northwind")).toBe(before);
    expect((await claimNext(db(), "northwind", at(3)))?.row.because).toBe("nnnn");
  });

  test("one that is purged leaves nothing behind in any table, and takes nothing of another along", async () => {
    await live("gone", "gggg");
    await live("stays", "ssss");
    await addAuditEntry(db(), { clientId: "gone", at: at(1), byWhom: "ana", verb: "acknowledge", detail: {} });
    await leaseAllowance(db(), "gone", {
      bucket: "general",
      wanted: 1,
      lifeMs: 1,
      allowance: { requests: 1, windowMs: 1 },
      ended: null,
      pauseMs: 0,
      daily: null,
      headroomPercent: 0,
    });
    const before = await everything("stays");
    const counted = await countClientRows(db(), "gone");
    expect(Object.keys(counted)).toEqual(await tablesOfClients());
    expect(await purgeClientRows(db(), "gone")).toEqual(counted);
    expect(await countClientRows(db(), "gone")).toEqual({});
    expect(await everything("gone")).not.toContain("gggg");
    expect(await everything("stays")).toBe(before);
  });

  test("a client that nobody knows has nothing", async () => {
    const nothing = await everything("nobody");
    expect(nothing).not.toMatch(/nnnn|hhhh/);
    expect(await claimNext(db(), "nobody", at(3))).toBeNull();
  });
});
