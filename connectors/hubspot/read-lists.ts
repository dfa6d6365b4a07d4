import { createConfiguration, ListsApi } from "@hubspot/api-client/lib/codegen/crm/lists/index.js";
import { z } from "zod";
import type { RecordList } from "../../domain/inventory/inventory.ts";
import { HubSpotBadAnswer } from "./errors.ts";
import { everyPage } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Id, Instant, parseAnswer } from "./schema.ts";

const ListPage = z.object({
  offset: z.number().int(),
  hasMore: z.boolean(),
  lists: z.array(
    z.object({
      listId: Id,
      name: z.string(),
      objectTypeId: z.string(),
      processingType: z.string(),
      processingStatus: z.string(),
      filtersUpdatedAt: Instant.nullish(),
      additionalProperties: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
});

export interface ListReads {
  /** All lists with their sizes, without their members. */
  lists(): Promise<readonly RecordList[]>;
}

const pageSize = 500;

export function readLists(gateway: Gateway): ListReads {
  const api = new ListsApi(createConfiguration(through(gateway)));
  return {
    async lists() {
      const asked = "POST a search for lists";
      const read = async (after: string | undefined) => {
        const offset = Number(after ?? 0);
        const body = {
          query: "",
          count: pageSize,
          offset,
          listIds: [],
          processingTypes: [],
          additionalProperties: ["hs_list_size"],
        };
        const page = parseAnswer(ListPage, asked, await generated(asked, api.doSearch(body)));
        if (page.hasMore && page.offset <= offset)
          throw new HubSpotBadAnswer(asked, "its next page lies not behind it");
        return { results: page.lists, paging: page.hasMore ? { next: { after: String(page.offset) } } : null };
      };
      return (await everyPage(asked, read)).map((list) => ({
        type: "list",
        id: list.listId,
        name: list.name,
        objectTypeId: list.objectTypeId,
        processingType: list.processingType,
        processingStatus: list.processingStatus,
        size: sizeOf(list.additionalProperties?.["hs_list_size"]),
        filtersUpdatedAt: list.filtersUpdatedAt ?? null,
      }));
    },
  };
}

/** HubSpot writes it as text, and leaves it out while it counts. */
function sizeOf(value: unknown): number | null {
  const size = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isInteger(size) && size >= 0 ? size : null;
}
