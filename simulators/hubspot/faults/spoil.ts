import type { Answer } from "../api/answer.ts";
import type { Fault } from "./fault.ts";

interface Page {
  readonly total?: number;
  readonly results?: unknown[];
  readonly paging?: { readonly next: { readonly after: string } };
}

const spoiling: ReadonlySet<Fault["kind"]> = new Set([
  "repeated-cursor",
  "empty-page",
  "last-page",
  "thin-page",
  "void-page",
  "low-count",
  "repeated-page",
  "lost-property",
]);

/** Turns a good page into one of those that a careless reader takes for the end or for more of the same. */
export function spoil(fault: Fault, answer: Answer, cursor: string | null, firstPage: () => Answer): Answer {
  if (!spoiling.has(fault.kind)) return answer;
  const page = pageOf(answer);
  if ((answer.status !== 200 && answer.status !== 207) || !Array.isArray(page.results)) return answer;
  if (fault.kind === "repeated-cursor")
    return { ...answer, body: { ...page, paging: { next: { after: cursor ?? "0" } } } };
  // The end of a list that has none yet.
  if (fault.kind === "last-page") return { ...answer, body: { ...page, paging: undefined } };
  // Nothing at all, as if there were nothing.
  if (fault.kind === "void-page") return { ...answer, body: { ...page, total: 0, results: [], paging: undefined } };
  // An index that has lost half of what it counts.
  if (fault.kind === "low-count") return { ...answer, body: lessCounted(page) };
  // The first page once more in the place of this one.
  if (fault.kind === "repeated-page")
    return { ...answer, body: { ...page, results: pageOf(firstPage()).results ?? [] } };
  if (fault.kind === "lost-property")
    return { ...answer, body: { ...page, results: page.results.map(without(fault.property)) } };
  // A page that left out every second record and says nothing of it.
  if (fault.kind === "thin-page")
    return { ...answer, body: { ...page, results: page.results.filter((_, index) => index % 2 === 0) } };
  if (fault.kind === "empty-page")
    return { ...answer, body: { ...page, results: [], paging: page.paging ?? { next: { after: cursor ?? "0" } } } };
  return answer;
}

/** A page that was ready to be sent is already text. */
function pageOf({ body }: Answer): Page {
  return (typeof body === "string" ? JSON.parse(body || "{}") : body) as Page;
}

function lessCounted(page: Page): Page {
  if (page.total === undefined) return page;
  const total = Math.floor(page.total / 2);
  return { ...page, total, results: (page.results ?? []).slice(0, total) };
}

const without =
  (lost: string | undefined) =>
  (record: unknown): unknown => {
    const { properties, ...rest } = record as { readonly properties?: Readonly<Record<string, unknown>> };
    if (properties === undefined) return record;
    return { ...rest, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== lost)) };
  };
