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

const ListAnswer = z.object({
  listId: Id,
  name: z.string(),
  objectTypeId: z.string(),
  processingType: z.string(),
  processingStatus: z.string(),
  filtersUpdatedAt: Instant.nullish(),
  deletedAt: Instant.nullish(),
  size: z.unknown().optional(),
  additionalProperties: z.record(z.string(), z.unknown()).nullish(),
});
const ListPage = z.object({
  offset: z.number().int(),
  hasMore: z.boolean(),
  total: z.number().int().nullish(),
  lists: z.array(ListAnswer),
});
const OneList = z.object({ list: ListAnswer });

const SizeHistory = z.object({ sizeHistory: z.array(z.object({ timestamp: Instant, size: z.number() })) });

const pageSize = 500;

/** All lists with their sizes, without their members. */
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
    return (await everyPage(asked, page)).map(asList);
  },
  async readOne(gateway, id) {
    const answer = await oneOrNothing(gateway, oneListPath(id));
    if (answer === null) return null;
    const { list: one } = parseAnswer(OneList, "GET a list", answer);
    // A deleted list can be restored for a while, and HubSpot still knows it.
    return (one.deletedAt ?? null) === null ? asList(one) : null;
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

function searchFor(page: { readonly count: number; readonly offset: number }) {
  return { query: "", ...page, listIds: [], processingTypes: [], additionalProperties: [] as string[] };
}

/** HubSpot writes it as text, and leaves it out while it counts. */
function sizeOf(value: unknown): number | null {
  const size = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isInteger(size) && size >= 0 ? size : null;
}
