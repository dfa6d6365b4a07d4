import type { Answer } from "../api/answer.ts";
import type { Fault } from "./fault.ts";

interface Page {
  readonly results?: unknown[];
  readonly paging?: { readonly next: { readonly after: string } };
}

const spoiling: ReadonlySet<Fault["kind"]> = new Set(["repeated-cursor", "empty-page", "last-page", "thin-page"]);

/** Turns a good page into one of those that a careless reader takes for the end or for more of the same. */
export function spoil(fault: Fault, answer: Answer, cursor: string | null): Answer {
  if (!spoiling.has(fault.kind)) return answer;
  // A page that was ready to be sent is already text.
  const page = (typeof answer.body === "string" ? JSON.parse(answer.body || "{}") : answer.body) as Page;
  if (answer.status !== 200 || !Array.isArray(page.results)) return answer;
  if (fault.kind === "repeated-cursor") return { ...answer, body: { ...page, paging: { next: { after: cursor ?? "0" } } } };
  // The end of a list that has none yet.
  if (fault.kind === "last-page") return { ...answer, body: { ...page, paging: undefined } };
  // A page that left out every second record and says nothing of it.
  if (fault.kind === "thin-page")
    return { ...answer, body: { ...page, results: page.results.filter((_, index) => index % 2 === 0) } };
  if (fault.kind === "empty-page")
    return { ...answer, body: { ...page, results: [], paging: page.paging ?? { next: { after: cursor ?? "0" } } } };
  return answer;
}
