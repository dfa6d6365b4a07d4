import type { WeeklyReportFacts } from "./build-weekly-report.ts";
import type { AcceptedDebt } from "./weekly-report.ts";

/**
 * What was accepted at the end of the week and open then: a debt, since it has to be decided again. What had run out by
 * then is no longer accepted.
 */
export function acceptedDebt({
  acceptances = new Map(),
  findings,
  asOf,
  businessTime,
}: Pick<WeeklyReportFacts, "acceptances" | "findings" | "asOf" | "businessTime">): AcceptedDebt | null {
  const open = findings
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ findingId, label }) => {
      const acceptance = acceptances.get(findingId);
      return acceptance === undefined || acceptance.at > asOf || acceptance.until <= asOf
        ? []
        : [{ label, ...acceptance }];
    });
  if (open.length === 0) return null;
  const oldest = open.reduce((first, one) => (one.at < first.at ? one : first));
  const next = open.reduce((first, one) => (one.until < first.until ? one : first));
  const lastDay = businessTime.localDay(new Date(next.until.getTime() - 1));
  return {
    count: open.length,
    oldestOn: businessTime.localDay(oldest.at),
    next: { label: next.label, on: lastDay },
  };
}
