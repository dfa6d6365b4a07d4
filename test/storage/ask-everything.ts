import { readAlert } from "../../storage/reads/alert.ts";
import { readAlertsOfFinding } from "../../storage/reads/alerts-of-finding.ts";
import { readClient } from "../../storage/reads/client.ts";
import { readCurrentAlerts } from "../../storage/reads/current-alerts.ts";
import { exclusionsOf } from "../../storage/reads/exclusions.ts";
import { notLeadsBy } from "../../storage/past-exclusions.ts";
import { readFindingHistory } from "../../storage/reads/finding-history.ts";
import { readFinding, readFindings } from "../../storage/reads/findings.ts";
import { readLastRun, readLastScore } from "../../storage/reads/last-run.ts";
import { readOpenCounts } from "../../storage/reads/open-counts.ts";
import { readRecentEvents } from "../../storage/reads/recent-events.ts";
import { readReport, readReports } from "../../storage/reads/reports.ts";
import { readScoreHistory } from "../../storage/reads/score-history.ts";
import { lockAlert, unannouncedAlerts } from "../../storage/alerts.ts";
import { isOnboarded, portalTimeZoneOf, uiDomainOf } from "../../storage/clients.ts";
import { readHandState } from "../../storage/hands/hand-knowledge.ts";
import { handsWithin } from "../../storage/hands/standings.ts";
import { driftOf } from "../../storage/inventory/drift.ts";
import { figuresSince } from "../../storage/inventory/figures.ts";
import { latestInventory } from "../../storage/inventory/read-inventory.ts";
import {
  checksWithOpenCritical,
  countOpen,
  findingsById,
  findingsOf,
  openFindings,
  openSubjectIds,
} from "../../storage/findings.ts";
import { dueRecords } from "../../storage/associations/due.ts";
import { linksOf } from "../../storage/associations/links.ts";
import { linkReading } from "../../storage/associations/readings.ts";
import { countRecords, countSeenSince, streamRecords } from "../../storage/mirror.ts";
import { livingNotices } from "../../storage/notices.ts";
import { leaversOf } from "../../storage/leavers.ts";
import { unmovedMerges } from "../../storage/merged-records.ts";
import { readMirrorState } from "../../storage/mirror-state.ts";
import { nextDueAt } from "../../storage/outbox-claims.ts";
import {
  dailyScores,
  eventsOfWeek,
  findingHistories,
  lastScoreBefore,
  runsWithin,
} from "../../storage/report-facts.ts";
import { findReport, settledPeriods } from "../../storage/reports.ts";
import { reconcileNeeded } from "../../storage/reconcile-needed.ts";
import { readRunConfig } from "../../storage/run-config.ts";
import { readRun } from "../../storage/reads/run.ts";
import { latestOutcomes } from "../../storage/check-outcomes.ts";
import { findThread } from "../../storage/slack-threads.ts";
import { knownEngagements, touchesByContact } from "../../storage/touches.ts";
import { everythingChosen } from "./chosen-once.ts";
import { everythingJudged } from "./judged-once.ts";
import { at } from "./rows.ts";
import type { StoreHandle } from "../../storage/database.ts";

/** Everything that the store can be asked about a client, as one text. */
export async function everything(db: StoreHandle, clientId: string): Promise<string> {
  const name = { clientId, alertId: "sales.waiting-leads" };
  const records = [];
  for await (const page of streamRecords(db, clientId, "contact")) records.push(...page);
  const answers = {
    judged: await everythingJudged(db, clientId),
    chosen: await everythingChosen(db, clientId),
    records,
    seen: await countSeenSince(db, clientId, "contact", at(0)),
    touches: [...(await touchesByContact(db, clientId, ["1"]))],
    hands: await handsWithin(db, clientId, at(0), at(9), at(9)),
    handState: await readHandState(db, clientId),
    known: [...(await knownEngagements(db, clientId, "calls", ["1"]))],
    latest: await latestInventory(db, clientId, "owner"),
    drift: await driftOf(db, clientId),
    figures: [...(await figuresSince(db, clientId, "list", "2026-11-01"))],
    run: await readRun(db, clientId, "fast-1"),
    runConfig: await readRunConfig(db, clientId, "fast-1"),
    reconcile: await reconcileNeeded(db, clientId),
    count: await countRecords(db, clientId, "contact"),
    mirror: await readMirrorState(db, clientId, "contact"),
    suspects: await openSubjectIds(db, clientId, "contact", 10),
    timeZone: await portalTimeZoneOf(db, clientId),
    outcomes: await latestOutcomes(db, clientId),
    findings: [...(await findingsOf(db, clientId, ["lead-unanswered"]))],
    byId: await findingsById(db, clientId, ["f1"]),
    allOpen: await openFindings(db, clientId),
    notices: await livingNotices(db, clientId),
    open: await countOpen(db, clientId),
    critical: [...(await checksWithOpenCritical(db, clientId))],
    alert: await lockAlert(db, name),
    unannounced: await unannouncedAlerts(db, clientId),
    due: await nextDueAt(db, clientId, at(1)),
    thread: await findThread(db, { ...name, episode: 1, receiver: "sales" }),
    report: await findReport(db, clientId, "2026-W47"),
    onboarded: await isOnboarded(db, clientId),
    settled: [...(await settledPeriods(db, clientId))],
    domain: await uiDomainOf(db, clientId),
    leavers: await leaversOf(db, clientId, "contact", 10),
    links: [...(await linksOf(db, clientId, { from: "contact", to: "deal" }, ["1"]))],
    linkReading: await linkReading(db, clientId, { from: "contact", to: "deal" }),
    met: (await dueRecords(db, clientId, { from: "contact", to: "deal" }, 10)).map(({ id }) => id),
    merges: await unmovedMerges(db, clientId, { isProven: false }),
    histories: await findingHistories(db, clientId, { from: at(0), before: at(59) }),
    events: await eventsOfWeek(db, clientId, at(0), at(59)),
    runs: await runsWithin(db, clientId, at(0), at(59)),
    score: await lastScoreBefore(db, clientId, at(59)),
    readClient: await readClient(db, clientId),
    readFindings: await readFindings(db, clientId, {}),
    readFinding: await readFinding(db, clientId, "f1"),
    readHistory: await readFindingHistory(db, clientId, "f1"),
    readRecent: await readRecentEvents(db, clientId, 9),
    readAlert: await readAlert(db, name),
    readAlerts: await readCurrentAlerts(db, clientId, at(2)),
    readAlertsOf: await readAlertsOfFinding(db, clientId, "f1"),
    readExclusions: [...(await exclusionsOf(db, clientId))],
    notLeadsBy: [...(await notLeadsBy(db, clientId, at(2))).contacts],
    readLastRun: await readLastRun(db, clientId),
    readScore: await readLastScore(db, clientId),
    readScores: await readScoreHistory(db, clientId, "UTC", at(0)),
    readCounts: await readOpenCounts(db, clientId),
    readReports: await readReports(db, clientId),
    readReport: await readReport(db, clientId, "2026-W47"),
    trend: await dailyScores(db, clientId, at(0), at(59), (when) => when.toISOString()),
  };
  return JSON.stringify(answers);
}
