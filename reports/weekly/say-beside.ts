import { countOf } from "../../domain/duration.ts";
import type { LeadAnswers } from "../../domain/weekly-report.ts";

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
    ...(carried > 0 ? [`${countOf(carried, "request")} of the week before ran on into this one and is counted here.`] : []),
    ...(closed > 0 ? [`${countOf(closed, "lead")} closed without an answer.`] : []),
    ...(unclassified > 0
      ? [`${countOf(unclassified, "request")} came by a form of which nobody has said yet what it asks for.`]
      : []),
    ...(outside > 0 ? [`${countOf(outside, "more person", "more people")} asked without being a lead by lifecycle stage.`] : []),
    ...(leftOut > 0 ? [`${countOf(leftOut, "contact")} came by an import or an integration and counted as no request.`] : []),
    ...(historyCut > 0
      ? [`Of ${countOf(historyCut, "person", "people")} HubSpot no longer knows what they sent before: not enough history.`]
      : []),
  ];
}
