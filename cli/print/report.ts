import type { ReportNowResult } from "../../operations/report-now.ts";
import { paint } from "./style.ts";

/** The report in short. The whole of it is the e-mail and the page. */
export function sayReport({ report, sentTo, url }: ReportNowResult): string {
  const { coverage, leads } = report;
  return [
    `${paint("bold", `${report.clientName}, ${report.period}`)}: ${report.verdict}`,
    `  ${coverage.assessed} of ${coverage.enabled} checks assessed; ${report.brokeInAll} opened, ${report.fixedInAll} fixed, ${report.stillOpen} still open`,
    leads.known
      ? `  ${leads.answeredWithinPromise} of ${leads.raised} leads answered within ${leads.promiseMinutes} business minutes`
      : `  Answers to leads are not known: ${leads.reason ?? "no reason given"}`,
    ...report.decisions.map(({ what, by }) => `  ${paint("yellow", "decide")} ${what} (by ${by})`),
    sentTo.length === 0 ? null : `  Sent to ${sentTo.join(", ")}`,
    url === null ? null : paint("dim", `  ${url}`),
  ]
    .filter((line) => line !== null)
    .join("\n");
}
