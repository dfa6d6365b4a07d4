import type { Answer } from "../api/answer.ts";
import type { Fault } from "./fault.ts";

/** A page of most endpoints; a search for lists has an offset in the place of a cursor. */
interface Page {
  readonly total?: number;
  readonly results?: unknown[];
  readonly paging?: { readonly next: { readonly after: string } } | undefined;
  readonly lists?: unknown[];
  readonly offset?: number;
  readonly hasMore?: boolean;
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
  if ((answer.status !== 200 && answer.status !== 207) || itemsOf(page) === undefined) return answer;
  return { ...answer, body: spoiled(fault, page, cursor, firstPage) };
}

function spoiled({ kind, property }: Fault, page: Page, cursor: string | null, firstPage: () => Answer): Page {
  const items = itemsOf(page)!;
  switch (kind) {
    case "repeated-cursor":
      return goingOn(page, cursor);
    // The end of a list that has none yet.
    case "last-page":
      return ending(page);
    // Nothing at all, as if there were nothing.
    case "void-page":
      return withItems({ ...ending(page), total: 0 }, []);
    // An index that has lost half of what it counts.
    case "low-count":
      return lessCounted(page);
    // The first page once more in the place of this one.
    case "repeated-page":
      return withItems(page, itemsOf(pageOf(firstPage())) ?? []);
    case "lost-property":
      return withItems(page, items.map(without(property)));
    // A page that left out every second record and says nothing of it.
    case "thin-page":
      return withItems(
        page,
        items.filter((_, index) => index % 2 === 0),
      );
    case "empty-page":
      return withItems(page.paging === undefined ? goingOn(page, cursor) : page, []);
    default:
      return page;
  }
}

/** A page that was ready to be sent is already text. */
function pageOf({ body }: Answer): Page {
  return (typeof body === "string" ? JSON.parse(body || "{}") : body) as Page;
}

function itemsOf({ results, lists }: Page): unknown[] | undefined {
  return [results, lists].find((items) => Array.isArray(items));
}

function withItems(page: Page, items: unknown[]): Page {
  return page.lists === undefined ? { ...page, results: items } : { ...page, lists: items };
}

function ending(page: Page): Page {
  return page.lists === undefined ? { ...page, paging: undefined } : { ...page, hasMore: false };
}

/** The next page is this one, or what a place of nowhere has. */
function goingOn(page: Page, cursor: string | null): Page {
  if (page.lists === undefined) return { ...page, paging: { next: { after: cursor ?? "0" } } };
  return { ...page, hasMore: true, offset: Math.max(0, (page.offset ?? 0) - page.lists.length) };
}

function lessCounted(page: Page): Page {
  if (page.total === undefined) return page;
  const total = Math.floor(page.total / 2);
  return withItems({ ...page, total }, (itemsOf(page) ?? []).slice(0, total));
}

const without =
  (lost: string | undefined) =>
  (record: unknown): unknown => {
    const { properties, ...rest } = record as { readonly properties?: Readonly<Record<string, unknown>> };
    if (properties === undefined) return record;
    return { ...rest, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== lost)) };
  };
