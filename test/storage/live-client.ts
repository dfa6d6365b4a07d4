import { granted } from "../../domain/access.ts";
import type { Notice } from "../../domain/alerting/notice.ts";
import { addAlertEvent, saveAlert } from "../../storage/alerts.ts";
import { saveFirstLooks } from "../../storage/check-baselines.ts";
import { saveTellings } from "../../storage/check-tellings.ts";
import { saveNotices } from "../../storage/notices.ts";
import { addProblems } from "../../storage/problems.ts";
import { keepLifted } from "../../storage/past-exclusions.ts";
import { chooseOnce } from "./chosen-once.ts";
import { addExclusion } from "../../storage/exclusions.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { ensureClient, saveAccess, saveCapability } from "../../storage/clients.ts";
import { saveHandState } from "../../storage/hands/hand-knowledge.ts";
import { handsSince, markVerified } from "../../storage/hands/kept-hands.ts";
import { putHands } from "../../storage/hands/noticed-hands.ts";
import { saveStandings } from "../../storage/hands/standings.ts";
import { ownerWords } from "../../domain/inventory/owner.ts";
import { putFigures } from "../../storage/inventory/figures.ts";
import { putInventory } from "../../storage/inventory/put-inventory.ts";
import { findFinding, saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import { noteDue } from "../../storage/associations/due.ts";
import { putLinks } from "../../storage/associations/links.ts";
import { saveLinkReading } from "../../storage/associations/readings.ts";
import { noteBlocked } from "../../storage/blocked-work.ts";
import { putRecords, removeRecords } from "../../storage/mirror.ts";
import { noteMet } from "../../storage/met-pages.ts";
import { noticeMerges } from "../../storage/merged-records.ts";
import { leaseMirror } from "../../storage/mirror-lease.ts";
import { finishList } from "../../storage/mirror-state.ts";
import { enqueue } from "../../storage/outbox.ts";
import { waiveReport } from "../../storage/reports.ts";
import { noteReconcileNeeded } from "../../storage/reconcile-needed.ts";
import { keepRunConfig } from "../../storage/run-config.ts";
import { saveReading } from "../../storage/readings.ts";
import { saveOutcomes } from "../../storage/check-outcomes.ts";
import { beginRun, finishRun } from "../../storage/runs.ts";
import { saveScan } from "../../storage/scans.ts";
import { stopMail } from "../../storage/mail-stops.ts";
import { saveThread } from "../../storage/slack-threads.ts";
import { putEngagements } from "../../storage/touches.ts";
import { alarmBook } from "../../storage/watch-alarms.ts";
import { noticedHand } from "../domain/leads/sample-hand.ts";
import { callAt } from "../domain/leads/sample-touch.ts";
import { judgeOnce } from "./judged-once.ts";
import { alarmRecord, alertState, at, delivery, eventRow, findingRow } from "./rows.ts";
import type { StoreHandle } from "../../storage/database.ts";

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
  lacks: null,
  searchLag: null,
  still: null,
  widening: null,
};

const toldNotice: Notice = {
  findingId: "f1",
  episode: 1,
  receiver: "sales",
  topic: "waiting-leads",
  state: "told",
  stage: "decide",
  because: "it is new",
  until: null,
  quietSeverity: null,
  said: { severity: "high", ownerId: null, revision: 1, at: at(1) },
  ladderFrom: at(1),
  climbed: [],
  cover: null,
  supersededBy: null,
};

/** One client's whole life, with ids that every other client has as well; the label tells whose it is. */
export async function live(db: StoreHandle, clientId: string, label: string): Promise<void> {
  const name = { clientId, alertId: "sales.waiting-leads" };
  await ensureClient(db, { clientId, name: label, portalId: "1" });
  await saveAccess(db, clientId, granted, { uiDomain: `${label}.hubspot.com`, timeZone: "UTC" }, at(1));
  await saveCapability(db, clientId, "contacts", "ok", label, at(1));
  await putRecords(db, clientId, "contact", [{ id: "1", properties: { label }, updatedAt: at(0) }], at(1));
  await noticeMerges(db, clientId, "contact", [{ formerId: "9", survivorId: label }], at(1));
  await putRecords(db, clientId, "contact", [{ id: "2", properties: { label }, updatedAt: at(0) }], at(1));
  await putEngagements(db, clientId, [
    { contactId: "2", engagementType: "calls", engagementId: label, touch: callAt(at(1)) },
  ]);
  await removeRecords(db, clientId, "contact", ["2"]);
  const pair = { from: "contact", to: "deal" } as const;
  await putLinks(db, clientId, pair, ["1"], new Map([["1", [label]]]));
  await saveLinkReading(db, clientId, pair, { listedAt: at(0), readingAt: at(1), after: label });
  await noteDue(db, clientId, "contact", ["deal"], ["1"]);
  const list = (await leaseMirror(db, { clientId, recordType: "contact", kind: "list" }, label))!;
  await finishList(db, list, { ...copied, properties: [label] }, { isBackward: false });
  await noteMet(db, clientId, "contact", ["1", label], at(1));
  await putEngagements(db, clientId, [
    { contactId: "1", engagementType: "calls", engagementId: label, touch: callAt(at(1)) },
  ]);
  await putHands(db, clientId, [noticedHand({ contactId: "1", raisedAt: at(1), label })], at(1));
  const { handId } = (await handsSince(db, clientId, at(0))).get("1")![0]!;
  const settled = { handId, wasLead: true, state: "waiting", endedAt: null, answeredBy: null, answer: null } as const;
  await saveStandings(db, clientId, [{ ...settled, attempts: 0, automated: 0, ai: 0 }], at(1));
  await markVerified(db, clientId, [handId], at(1));
  await saveHandState(db, clientId, { knownSince: at(0), noticedSince: at(0), readAt: at(1) });
  for (const [hour, version] of ["before", "now"].entries()) {
    const people = { email: null, userId: null, teamIds: [], isActive: true, deactivatedAt: null };
    const items = [{ type: "owner", id: "7", name: `${label} ${version}`, ...people }] as const;
    await putInventory(db, { clientId, words: ownerWords, items, asOf: at(hour), day: "2026-11-30" });
  }
  await putFigures(db, clientId, "list", [{ id: "7", day: "2026-11-30", value: label.length }]);
  await beginRun(db, {
    clientId,
    runId: "fast-1",
    cadence: "fast",
    mode: "live",
    period: at(1),
    asOf: at(1),
    workflowId: label,
    workflowRunId: "r",
  });
  await keepRunConfig(db, { clientId, runId: "fast-1" }, { label });
  await noteReconcileNeeded(db, clientId, at(label.length));
  await saveReading(db, { clientId, runId: label, inUse: ["fast"], read: ["fast"], asOf: at(1), settledAt: at(1) });
  await saveScan(
    db,
    clientId,
    "fast-1",
    { subject: "contact", status: "complete", reason: null, records: label.length },
    at(1),
    at(1),
  );
  await saveOutcomes(db, clientId, "fast-1", at(1), [{ ...outcome, passed: label.length }]);
  await finishRun(db, clientId, "fast-1", {
    status: "complete",
    reason: label,
    score: { ...score, value: label.length },
    counts,
    finishedAt: at(2),
    isReading: true,
  });
  await saveFindings(db, [findingRow(clientId, "f1", at(1), { subject_label: label, severity: "critical" })]);
  await saveFindingEvents(db, [eventRow(clientId, "f1", 1, { at: at(1), summary: label })]);
  const excluded = { kind: "not-a-lead", reason: label, byWhom: label, at: at(1) } as const;
  await keepLifted(db, clientId, { subjectType: "contact", subjectId: label }, excluded, at(3));
  await addExclusion(db, (await findFinding(db, clientId, "f1"))!, excluded);
  await chooseOnce(db, clientId, label);
  await judgeOnce(db, clientId, label);
  await saveFirstLooks(db, clientId, [{ checkId: "lead-unanswered", beganAt: at(1), completeAt: at(1) }]);
  await saveTellings(db, clientId, ["deal-stale"], { telling: "observe", since: at(1), byWhom: label });
  await saveAlert(db, name, "sales", "waiting-leads", alertState({ acknowledgedBy: label }), at(1));
  await saveNotices(db, clientId, [{ ...toldNotice, because: label }], at(1));
  await addProblems(db, [{ client_id: clientId, finding_id: "f1", reopened: 3, asked_of: label, asked_at: at(1) }]);
  await addAlertEvent(db, name, alertState(), {
    kind: "opened",
    at: at(1),
    byWhom: label,
    detail: label,
    findingIds: ["f1"],
  });
  await enqueue(db, [delivery(clientId, { act: "open", revision: 1 }, { because: label })], at(1));
  await stopMail(db, { clientId, address: "jo@northwind.example", list: "alerts" }, "head", at(3));
  await saveThread(db, { ...name, episode: 1, receiver: "sales" }, { channelId: label, ts: "1" });
  const step = { client_id: clientId, workflow_id: "alert/same", activity: "escalateAlert" };
  await noteBlocked(db, step, { class: "programming", reason: label }, at(1));
  await waiveReport(db, clientId, "2026-W46", label, at(1));
  await db
    .insertInto("schedule_state")
    .values({ client_id: clientId, schedule_id: "audit/same/fast", state: "paused", note: label, since: at(1) })
    .execute();
  await db
    .insertInto("lost_span")
    .values({ client_id: clientId, until_at: at(2), from_at: at(1) })
    .execute();
  await db
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
  await addAuditEntry(db, { clientId, at: at(1), byWhom: label, verb: "v", detail: {} });
  await alarmBook(db).put(alarmRecord(clientId, { what: label }));
  await db
    .insertInto("watch_sight")
    .values({ client_id: clientId, kind: "process", source: label, at: at(1), value: "{}" })
    .execute();
  await db
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
