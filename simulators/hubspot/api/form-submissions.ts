import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { limitOf } from "./paging.ts";
import { resourceNotFound, unparsableParameter } from "./refusal.ts";

/**
 * Submissions of one form, newest first, at most 50, without a date filter and without a contact id. `after` stays at
 * its place when new submissions arrive, because it counts from the oldest.
 */
export function listSubmissions(call: Call): Answer {
  // HubSpot ends this path in September 2027.
  if (call.portal.details.submissionsEnded === true) throw resourceNotFound();
  const formId = call.params["id"] ?? "";
  if (!call.portal.document("form", formId, call.at)) throw resourceNotFound();
  const limit = limitOf(call, { standard: 20, max: 50 });
  const submissions = call.portal.submissions(formId, call.at);
  const end = endOf(call.query.get("after")) ?? submissions.length;
  const start = Math.max(0, end - limit);
  return ok({
    results: submissions
      .slice(start, end)
      .toReversed()
      .map(({ id, at, pageUrl, values }) => ({
        conversionId: id,
        submittedAt: at,
        values: Object.entries(values).map(([name, value]) => ({ name, value, objectTypeId: "0-1" })),
        pageUrl,
      })),
    ...(start > 0 && { paging: { next: { after: Buffer.from(String(start)).toString("base64") } } }),
  });
}

function endOf(after: string | null): number | null {
  if (!after) return null;
  const end = Number(Buffer.from(after, "base64").toString());
  if (!Number.isInteger(end) || end < 0) throw unparsableParameter("after");
  return end;
}
