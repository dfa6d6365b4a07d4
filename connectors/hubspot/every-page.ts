import { HubSpotBadAnswer } from "./errors.ts";
import { refuseHollowPage } from "./schema.ts";

/** One page of a list, as HubSpot answers it. */
export interface Page<Item> {
  readonly results: readonly Item[];
  readonly paging?: { readonly next?: { readonly after: string } | undefined } | null | undefined;
  /** How many items the whole list has, where HubSpot counts them. */
  readonly total?: number | null | undefined;
}

/**
 * Reads to the last page and proves that it is one: no cursor comes twice, no page is empty and points on, and there
 * are no fewer items than HubSpot counts. Somebody may delete one while it is read, so it is read twice before it is no
 * answer.
 */
export async function everyPage<Item>(
  asked: string,
  read: (after: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  for (let reading = 1; ; reading += 1) {
    let counted = 0;
    const counting = async (after: string | undefined) => {
      const page = await read(after);
      counted = Math.max(counted, page.total ?? 0);
      return page;
    };
    const items: Item[] = [];
    for await (const page of pages(asked, counting)) items.push(...page);
    if (items.length >= counted) return items;
    if (reading === 2) throw new HubSpotBadAnswer(asked, `it lists ${items.length} where it counts ${counted}`);
  }
}

/** The same, page by page, for whoever may stop before the last one. */
export async function* pages<Item>(
  asked: string,
  read: (after: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<readonly Item[]> {
  const cursors = new Set<string>();
  for (let after: string | undefined; ;) {
    const { results, paging } = await read(after);
    refuseHollowPage(asked, results, paging?.next);
    yield results;
    after = paging?.next?.after;
    if (after === undefined) return;
    if (cursors.has(after)) throw new HubSpotBadAnswer(asked, "a cursor came twice");
    cursors.add(after);
  }
}

/** The query of a page: its size, and the cursor where there is one. */
export function pageQuery(limit: number, after: string | undefined): Readonly<Record<string, string>> {
  return { limit: String(limit), ...(after === undefined ? {} : { after }) };
}
