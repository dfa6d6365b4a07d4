import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import type { PlainFigures } from "./plain-figures.ts";

/** The figures that a report prints, in the shape in which they are recomputed. */
export function figuresOf(
  report: WeeklyReport,
  idOf: (title: string, key: "failureTitle" | "decision") => string,
): PlainFigures {
  const { leads, fixed } = report;
  return {
    score: report.score,
    change: report.change,
    trend: report.trend.flatMap(({ day, score }) => (score === null ? [] : [[day, score] as const])),
    assessed: report.coverage.assessed,
    enabled: report.coverage.enabled,
    lostPoints: Object.fromEntries(
      report.lostPoints.map(({ title, lost }) => [idOf(title, "failureTitle"), Math.round(lost * 10)]),
    ),
    decisions: report.decisions.map(
      ({ what, affected }) => `${idOf(what, "decision")} ${1 + Number(/ and (\d+) others?$/.exec(affected)?.[1] ?? 0)}`,
    ),
    brokeInAll: report.brokeInAll,
    fixedInAll: report.fixedInAll,
    minutesToResolve: fixed.map(({ minutesToResolve }) => minutesToResolve!).toSorted((a, b) => a - b),
    endedOtherwise: report.endedOtherwise!,
    stillOpen: report.stillOpen,
    runs: report.method.runs,
    raised: leads.raised,
    selfBooked: leads.selfBooked!,
    answered: leads.answered,
    answeredWithinPromise: leads.answeredWithinPromise,
    stillWithinPromise: leads.stillWithinPromise,
    p50Minutes: leads.p50Minutes,
    p90Minutes: leads.p90Minutes,
    unanswered: leads.unanswered
      .map(({ label, waitedMinutes }) => [label, waitedMinutes] as const)
      .toSorted((one, other) => other[1] - one[1] || one[0].localeCompare(other[0])),
  };
}
