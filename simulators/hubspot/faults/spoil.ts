import type { Answer } from "../api/answer.ts";
import type { Fault } from "./fault.ts";

interface Page {
  readonly results?: unknown[];
  readonly paging?: { readonly next: { readonly after: string } };
}

/** Turns a good page into one of those that a careless reader takes for the end or for more of the same. */
export function spoil(fault: Fault, answer: Answer, cursor: string | null): Answer {
  if (fault.kind !== "repeated-cursor" && fault.kind !== "empty-page") return answer;
  // A page that was ready to be sent is already text.
  const page = (typeof answer.body === "string" ? JSON.parse(answer.body || "{}") : answer.body) as Page;
  if (answer.status !== 200 || !Array.isArray(page.results)) return answer;
  if (fault.kind === "repeated-cursor") return { ...answer, body: { ...page, paging: { next: { after: cursor ?? "0" } } } };
  if (fault.kind === "empty-page")
    return { ...answer, body: { ...page, results: [], paging: page.paging ?? { next: { after: cursor ?? "0" } } } };
  return answer;
}
