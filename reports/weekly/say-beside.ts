import { countOf } from "../../domain/duration.ts";
import type { LeadAnswers } from "../../domain/reporting/weekly-report.ts";

/** What has to be known of the figures of a week, or is no part of them: a sentence each, where there is any. */
export function sayBeside({
  carried = 0,
  unclassified = 0,
  closed = 0,
  outside = 0,
  leftOut = 0,
  historyCut = 0,
}: LeadAnswers): readonly string[] {
  return [
    ...(carried > 0
      ? [`${countOf(carried, "request")} from the week before had its deadline in this one and is counted here.`]
      : []),
    ...(closed > 0 ? [`${countOf(closed, "lead")} closed without an answer.`] : []),
    ...(unclassified > 0
      ? [`${countOf(unclassified, "request")} came through a form that is not classified yet.`]
      : []),
    ...(outside > 0
      ? [
          `${countOf(outside, "more person", "more people")} asked but is not a lead: by lifecycle stage, or because a person said so.`,
        ]
      : []),
    ...(leftOut > 0
      ? [`${countOf(leftOut, "contact")} came through an import or an integration and is not counted as a request.`]
      : []),
    ...(historyCut > 0
      ? [`${countOf(historyCut, "person", "people")} with too little history in HubSpot to know earlier requests.`]
      : []),
  ];
}
