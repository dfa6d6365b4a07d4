import { withoutChecks } from "../../config/without-checks.ts";
import { mutedChecks } from "../../storage/muted-checks.ts";
import { sayBusinessHours, businessTimeOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import { checkById } from "../../checks/index.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { sayFinding } from "../../checks/say-finding.ts";
import { buildWeeklyReport, type ReportCheck } from "../../domain/reporting/build-weekly-report.ts";
import { isoWeekOf, parseEndedWeek, weekBefore } from "../../domain/time/iso-week.ts";
import { observedAt } from "../../storage/check-tellings.ts";
import { acceptancesOf } from "../../storage/acceptances.ts";
import { enqueue } from "../../storage/outbox.ts";
import {
  eventsOfWeek,
  findingHistories,
  lastScoreBefore,
  dailyScores,
  runsWithin,
} from "../../storage/report-facts.ts";
import { fillDays } from "../../domain/reporting/fill-days.ts";
import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import { sayAge } from "../../domain/watch/say-age.ts";
import { readClientAge, readPastAge } from "../../operations/reads/client-ages.ts";
import { watchesPortal } from "../../operations/reads/watches-portal.ts";
import { measureWeek, toldReport } from "../../operations/measure-leads.ts";
import { wasLost } from "../../storage/restored/lost-spans.ts";
import { saveReport } from "../../storage/reports.ts";
import { outcomesBefore } from "../../storage/check-outcomes.ts";
import type { ActivityWorld } from "../world.ts";

export interface BuildWeeklyReportInput {
  readonly clientId: string;
  /** ISO week; null for the week before `nominalAt`. */
  readonly week: string | null;
  readonly nominalAt: string;
  readonly asOf: string;
  readonly workflowId: string;
  readonly deliver: boolean;
}

const trendDays = 28;
/** So much later than planned, a report says so. */
const lateAfterMs = 3 * 3_600_000;

/** Builds a week's report from the store, keeps it, and puts it into the outbox in the same transaction. */
export function makeBuildWeeklyReport({ db, client, links }: ActivityWorld) {
  return async function buildWeekly(
    input: BuildWeeklyReportInput,
  ): Promise<{ readonly period: string; readonly recipients: readonly string[] }> {
    const watched = withoutChecks(client(input.clientId), await mutedChecks(db));
    const { clientId, timeZone } = watched;
    const businessTime = businessTimeOf(watched);
    const asOf = new Date(input.asOf);
    const week =
      input.week === null
        ? weekBefore(isoWeekOf(businessTime.localDay(new Date(input.nominalAt)), timeZone), timeZone)
        : parseEndedWeek(input.week, timeZone, asOf);
    const endsAt = week.endsAt < asOf ? week.endsAt : asOf;

    const observedThen = await observedAt(db, clientId, endsAt);
    const config = withoutChecks(watched, observedThen);
    const enabled = new Set(config.monitors.map(({ checkId }) => checkId));
    const outcomes = (await outcomesBefore(db, clientId, endsAt)).filter(({ checkId }) => enabled.has(checkId));
    const { runs, lastRunId } = await runsWithin(db, clientId, week.startsAt, endsAt);
    const isLate = input.deliver && asOf.getTime() - Date.parse(input.nominalAt) > lateAfterMs;
    const built = buildWeeklyReport({
      clientId,
      clientName: config.name,
      portalId: config.portalId,
      week,
      asOf: endsAt,
      businessTime,
      businessHours: sayBusinessHours(config),
      say: (finding) => sayFinding(finding, endsAt, businessTime),
      checks: reportChecks(config),
      observed: observedThen.size,
      watching: config.monitors.filter(watchesPortal).map(({ checkId }) => checkId),
      outcomes,
      unchecked: await whyUnchecked(db, watched, endsAt),
      score: await lastScoreBefore(db, clientId, endsAt),
      scoreBefore: await lastScoreBefore(db, clientId, week.startsAt),
      trend: await trendUpTo(db, clientId, endsAt, (at) => businessTime.localDay(at)),
      findings: await findingHistories(db, clientId, { from: week.startsAt, before: endsAt }),
      events: await eventsOfWeek(db, clientId, week.startsAt, endsAt),
      acceptances: await acceptancesOf(db, clientId),
      leads: await measureWeek(db, watched, week, endsAt, asOf),
      runs,
      lastRunId,
      dashboardUrl: links.dashboard(`/clients/${clientId}/reports/${week.name}`),
    });

    const told = await toldReport(db, watched, week, asOf);
    const named = told === null ? built : namedAs(built, told);
    const report = isLate ? { ...named, lateSince: input.nominalAt } : named;

    // What was due in a time of which a restored database knows nothing may have been sent: the one summary names it.
    const isDelivered = input.deliver && !(await wasLost(db, clientId, new Date(input.nominalAt)));
    const recipients = isDelivered ? config.report.recipients.filter((id) => emailOf(config, id) !== null) : [];
    await db.transaction().execute(async (transaction) => {
      await saveReport(transaction, report, input.workflowId, input.deliver ? asOf : null);
      const message = { kind: "weekly-report", period: report.period } as const;
      await enqueue(
        transaction,
        recipients.map((receiver) => ({
          clientId,
          alertId: null,
          episode: null,
          revision: null,
          channel: "email",
          act: "mail",
          receiver,
          message,
          address: { email: emailOf(config, receiver)! },
          because: `the weekly report of ${report.period}`,
        })),
        asOf,
      );
    });
    return { period: report.period, recipients };
  };
}

/**
 * A week that was told names everything as it did then: what was renamed or merged since is the same thing, and nobody
 * should wonder at it. Whoever was deleted since is not in what is kept either.
 */
function namedAs(built: WeeklyReport, { broke, fixed, decisions, leads }: WeeklyReport): WeeklyReport {
  const { unanswered, answeredLate } = leads;
  // An older version did not tell who was answered late.
  const late = answeredLate === undefined ? {} : { answeredLate };
  return { ...built, broke, fixed, decisions, leads: { ...built.leads, unanswered, ...late } };
}

/** The score of each of the last days; one on which nothing was read has none. */
async function trendUpTo(db: ActivityWorld["db"], clientId: string, endsAt: Date, dayOf: (at: Date) => string) {
  const scores = await dailyScores(db, clientId, new Date(endsAt.getTime() - trendDays * 86_400_000), endsAt, dayOf);
  return fillDays(scores, dayOf(new Date(endsAt.getTime() - 1)), (day) => ({ day, score: null }));
}

/** Why nothing can be said of the portal at the end of the week; null when it had been read in time. */
async function whyUnchecked(db: ActivityWorld["db"], config: ClientConfig, endsAt: Date): Promise<string | null> {
  const age = await readPastAge(db, config, endsAt);
  if (age.isChecked) return null;
  if (age.completeAt !== null) return sayAge(age, config.timeZone, endsAt)?.what ?? null;
  const { completeAt } = await readClientAge(db, config, endsAt);
  return completeAt === null
    ? "The first audit is still to come."
    : "Revwatch had not read this portal by the end of this week.";
}

function reportChecks(config: ClientConfig): readonly ReportCheck[] {
  return config.monitors.flatMap(({ checkId }) => {
    const check = checkById(checkId);
    if (check === undefined) return [];
    const { id, failureTitle, executive, decision, topic } = check;
    const receiver = config.receivers.find((one) => one.id === config.routes[topic]);
    const { subjectsStandAlone } = kindOf(check);
    return [
      {
        id,
        title: failureTitle,
        executive,
        decision,
        subjectsStandAlone,
        receiverName: receiver?.name ?? config.routes[topic],
      },
    ];
  });
}

function emailOf(config: ClientConfig, receiver: string): string | null {
  return config.receivers.find(({ id }) => id === receiver)?.email ?? null;
}
