import { createConfiguration, ListsApi } from "@hubspot/api-client/lib/codegen/crm/lists/index.js";
import { z } from "zod";
import { listWords, type RecordList } from "../../../domain/inventory/list.ts";
import { HubSpotBadAnswer } from "../errors.ts";
import { everyPage } from "../every-page.ts";
import { generated, through } from "../generated.ts";
import { Id, Instant, parseAnswer } from "../schema.ts";
import { listSizesPath, listsPath, oneListPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";
import { namedInFilters } from "./parse-workflow.ts";

const ListAnswer = z.object({
  listId: Id,
  name: z.string(),
  objectTypeId: z.string(),
  processingType: z.string(),
  processingStatus: z.string(),
  filtersUpdatedAt: Instant.nullish(),
  deletedAt: Instant.nullish(),
  size: z.unknown().optional(),
  filterBranch: z.unknown().optional(),
  additionalProperties: z.record(z.string(), z.unknown()).nullish(),
});
const ListPage = z.object({
  offset: z.number().int(),
  hasMore: z.boolean(),
  total: z.number().int().nullish(),
  lists: z.array(ListAnswer),
});
const OneList = z.object({ list: ListAnswer });

const Filters = z.object({
  lists: z.array(z.object({ listId: Id, objectTypeId: z.string(), filterBranch: z.unknown().optional() })),
});

const SizeHistory = z.object({ sizeHistory: z.array(z.object({ timestamp: Instant, size: z.number() })) });

const pageSize = 500;
/** Their ids stand in the address of the question. */
const filtersPerRequest = 100;

/** All lists with their sizes and what their filters name, without their members. */
export const list: InventoryKind<"list"> = {
  words: listWords,
  scopes: ["crm.lists.read"],
  probes: [{ endpoint: "lists", method: "POST", path: listsPath, body: searchFor({ count: 1, offset: 0 }) }],
  async past(gateway, id, { from, until }) {
    const asked = "GET the sizes that a list had";
    const span = { startDate: from.toISOString(), endDate: until.toISOString() };
    const answer = await gateway.request("GET", listSizesPath(id), span);
    return parseAnswer(SizeHistory, asked, answer).sizeHistory.map(({ timestamp, size }) => ({
      at: timestamp,
      value: size,
    }));
  },
  async read(gateway) {
    const api = new ListsApi(createConfiguration(through(gateway)));
    const asked = "POST a search for lists";
    const page = async (after: string | undefined) => {
      const offset = Number(after ?? 0);
      const body = { ...searchFor({ count: pageSize, offset }), additionalProperties: ["hs_list_size"] };
      const answer = parseAnswer(ListPage, asked, await generated(asked, api.doSearch(body)));
      if (answer.hasMore && answer.offset <= offset)
        throw new HubSpotBadAnswer(asked, "the next offset does not advance");
      const paging = answer.hasMore ? { next: { after: String(answer.offset) } } : null;
      return { results: answer.lists, paging, total: answer.total };
    };
    const answers = await everyPage(asked, page);
    const filtersOf = await readFilters(api, answers);
    return answers.map((answer) => ({ ...asList(answer), ...filtersOf(answer.listId) }));
  },
  async readOne(gateway, id) {
    const answer = await oneOrNothing(gateway, oneListPath(id), { includeFilters: "true" });
    if (answer === null) return null;
    const { list: one } = parseAnswer(OneList, "GET a list", answer);
    // A deleted list can be restored for a while, and HubSpot still knows it.
    if ((one.deletedAt ?? null) !== null) return null;
    if (one.processingType === "MANUAL") return { ...asList(one), filters: [] };
    return {
      ...asList(one),
      ...(one.filterBranch === undefined ? {} : { filters: namedInFilters(one.filterBranch, one.objectTypeId) }),
    };
  },
};

function asList(answer: z.output<typeof ListAnswer>): RecordList {
  return {
    type: "list",
    id: answer.listId,
    name: answer.name,
    objectTypeId: answer.objectTypeId,
    processingType: answer.processingType,
    processingStatus: answer.processingStatus,
    // A search tells it among the additional properties, a read by id by itself.
    size: sizeOf(answer.additionalProperties?.["hs_list_size"] ?? answer.size),
    filtersUpdatedAt: answer.filtersUpdatedAt ?? null,
  };
}

/** A search says nothing of filters. What an answer does not speak of is not known, which is no change. */
async function readFilters(
  api: ListsApi,
  lists: readonly { readonly listId: string; readonly processingType: string }[],
): Promise<(listId: string) => Pick<RecordList, "filters">> {
  const manual = lists.filter(({ processingType }) => processingType === "MANUAL");
  const known = new Map<string, RecordList["filters"] & object>(manual.map(({ listId }) => [listId, []]));
  const asked = lists.map(({ listId }) => listId).filter((listId) => !known.has(listId));
  for (let start = 0; start < asked.length; start += filtersPerRequest) {
    const ids = asked.slice(start, start + filtersPerRequest);
    const what = "GET the filters of lists";
    const { lists: answered } = parseAnswer(Filters, what, await generated(what, api.getAll(ids, true)));
    for (const { listId, objectTypeId, filterBranch } of answered)
      if (filterBranch !== undefined) known.set(listId, namedInFilters(filterBranch, objectTypeId));
  }
  return (listId) => {
    const filters = known.get(listId);
    return filters === undefined ? {} : { filters };
  };
}

function searchFor(page: { readonly count: number; readonly offset: number }) {
  return { query: "", ...page, listIds: [], processingTypes: [], additionalProperties: [] as string[] };
}

/** HubSpot writes it as text, and leaves it out while it counts. */
function sizeOf(value: unknown): number | null {
  const size = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isInteger(size) && size >= 0 ? size : null;
}
