import {
  BatchApi as AssociationBatchApi,
  createConfiguration as forAssociations,
} from "@hubspot/api-client/lib/codegen/crm/associations/v4/index.js";
import { BatchApi, createConfiguration as forObjects } from "@hubspot/api-client/lib/codegen/crm/objects/index.js";
import { createConfiguration as forOwners, OwnersApi } from "@hubspot/api-client/lib/codegen/crm/owners/index.js";
import { createConfiguration as forPipelines, PipelinesApi } from "@hubspot/api-client/lib/codegen/crm/pipelines/index.js";
import { CoreApi, createConfiguration as forProperties } from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import type { Campaign, Owner, Pipeline } from "../../domain/configuration.ts";
import { HubSpotBadAnswer } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import type { EngagementType } from "./parse-touch.ts";
import { recordPages, type RawRecord, type RecordPages } from "./record-pages.ts";
import {
  AccountDetails,
  AssociationBatch,
  CampaignPage,
  OwnerPage,
  parseAnswer,
  PipelineList,
  PropertyList,
  RecordBatch,
  refuseHollowPage,
} from "./schema.ts";
import { readInstant, readText } from "./values.ts";
import { accountDetailsPath, campaignsPath } from "./versions.ts";

/** One portal, read-only. Every call can throw a {@link HubSpotError}; none retries by itself. */
export interface HubSpotPortal extends RecordPages {
  accountDetails(): Promise<AccountDetails>;
  /** Names of all properties that records of this type have. Reads ignore unknown names, so ask before you trust an empty value. */
  propertyNames(objectType: string): Promise<ReadonlySet<string>>;
  /** The engagements that hang on each contact: contact id → engagement ids. At most 1,000 contacts. */
  engagementIds(type: EngagementType, contactIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** At most 100 engagements by id. Deleted ones are left out. */
  engagements(
    type: EngagementType,
    ids: readonly string[],
    properties: readonly string[],
  ): Promise<readonly Omit<RawRecord, "updatedAt">[]>;
  /** All owners, the deactivated ones too. */
  owners(): Promise<readonly Owner[]>;
  dealPipelines(): Promise<readonly Pipeline[]>;
  campaigns(): Promise<readonly Campaign[]>;
}

const pageSize = 100;
const maxPages = 10_000;
const campaignProperties = "hs_name,hs_start_date,hs_end_date,hs_utm,hs_owner";

/** Opens one portal through its gateway. */
export function openPortal(gateway: Gateway): HubSpotPortal {
  // Each generated group has its own copy of the same classes, so the types differ in name only.
  const configure = { httpApi: gateway.httpApi as never };
  const objectBatches = new BatchApi(forObjects(configure));
  const associations = new AssociationBatchApi(forAssociations(configure));
  const ownersApi = new OwnersApi(forOwners(configure));
  const pipelinesApi = new PipelinesApi(forPipelines(configure));
  const propertiesApi = new CoreApi(forProperties(configure));

  return {
    ...recordPages(gateway),
    accountDetails: async () =>
      parseAnswer(AccountDetails, "GET account details", await gateway.request("GET", accountDetailsPath)),

    async propertyNames(objectType) {
      const asked = `GET properties of ${objectType}`;
      const list = parseAnswer(PropertyList, asked, await generated(asked, propertiesApi.getAll(objectType, false)));
      return new Set(list.results.map(({ name }) => name));
    },

    async engagementIds(type, contactIds) {
      const asked = `POST associations of contacts to ${type}`;
      const found = new Map<string, string[]>();
      let inputs = contactIds.map((id): { id: string; after?: string } => ({ id }));
      for (let page = 0; inputs.length > 0; page += 1) {
        if (page === maxPages) throw new HubSpotBadAnswer(asked, "its pages never end");
        const { results } = parseAnswer(
          AssociationBatch,
          asked,
          await generated(asked, associations.getPage("contacts", type, { inputs })),
        );
        for (const { _from, to } of results)
          found.set(_from.id, [...(found.get(_from.id) ?? []), ...to.map(({ toObjectId }) => toObjectId)]);
        inputs = results.flatMap(({ _from, paging }) =>
          paging?.next === undefined ? [] : [{ id: _from.id, after: paging.next.after }],
        );
      }
      return found;
    },

    async engagements(type, ids, properties) {
      const inputs = { inputs: ids.map((id) => ({ id })), properties: [...properties], propertiesWithHistory: [] };
      const asked = `POST batch read of ${type}`;
      return parseAnswer(RecordBatch, asked, await generated(asked, objectBatches.read(type, inputs))).results;
    },

    async owners() {
      const active = await everyPage("GET owners", async (after) =>
        parseAnswer(OwnerPage, "GET owners", await generated("GET owners", ownersApi.getPage(undefined, after, pageSize, false))),
      );
      const archived = await everyPage("GET archived owners", async (after) =>
        parseAnswer(
          OwnerPage,
          "GET archived owners",
          await generated("GET archived owners", ownersApi.getPage(undefined, after, pageSize, true)),
        ),
      );
      return [...active, ...archived].map((owner) => ({
        type: "owner",
        id: owner.id,
        name: [owner.firstName, owner.lastName].filter(Boolean).join(" ") || owner.email || `Owner ${owner.id}`,
        isActive: !owner.archived,
        deactivatedAt: owner.archived ? owner.updatedAt : null,
      }));
    },

    async dealPipelines() {
      const asked = "GET deal pipelines";
      const { results } = parseAnswer(PipelineList, asked, await generated(asked, pipelinesApi.getAll("deals")));
      return results.map(({ id, label, stages }) => ({
        type: "pipeline",
        id,
        name: label,
        // HubSpot writes this flag as the text "true".
        stages: stages.map((stage) => ({
          id: stage.id,
          label: stage.label,
          displayOrder: stage.displayOrder,
          isClosed: String(stage.metadata["isClosed"]) === "true",
        })),
      }));
    },

    async campaigns() {
      const read = async (after: string | undefined) => {
        const query = { properties: campaignProperties, limit: String(pageSize), ...(after === undefined ? {} : { after }) };
        return parseAnswer(CampaignPage, "GET campaigns", await gateway.request("GET", campaignsPath, query));
      };
      return (await everyPage("GET campaigns", read)).map(({ id, properties }) => ({
        type: "campaign",
        id,
        name: readText(properties["hs_name"]) ?? `Campaign ${id}`,
        startAt: readInstant(properties["hs_start_date"]),
        endAt: readInstant(properties["hs_end_date"]),
        utm: readText(properties["hs_utm"]),
        ownerId: readText(properties["hs_owner"]),
      }));
    },
  };
}

/** The generated classes walk through an answer before anybody has checked it, and stumble over what is not a list. */
async function generated<Answer>(asked: string, call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof TypeError) throw new HubSpotBadAnswer(asked, "it has the wrong shape");
    throw error;
  }
}

/** Reads to the last page and proves that it is one: no cursor comes twice. */
async function everyPage<Item>(
  asked: string,
  read: (
    after: string | undefined,
  ) => Promise<{ results: readonly Item[]; paging?: { next?: { after: string } | undefined } | null | undefined }>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const cursors = new Set<string>();
  for (let after: string | undefined; ;) {
    const { results, paging } = await read(after);
    refuseHollowPage(asked, results, paging?.next);
    items.push(...results);
    after = paging?.next?.after;
    if (after === undefined) return items;
    if (cursors.has(after)) throw new HubSpotBadAnswer(asked, "a cursor came twice");
    cursors.add(after);
  }
}
