import type { RecordType } from "../hubspot/model/record-types.ts";
import type { Properties } from "../hubspot/model/write.ts";
import { callJson } from "./http-json.ts";

/** A record as HubSpot answers it. */
export interface ApiRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}

export interface AssociationInput {
  readonly toId: string;
  /** One of HubSpot's own association types, such as 3 from a deal to a contact. */
  readonly typeId: number;
}

/** HubSpot's ordinary API with a token: what an integration or the demo's panel writes. */
export class HubSpotApi {
  readonly #address: string;
  readonly #token: string;

  constructor(address: string, token: string) {
    this.#address = address;
    this.#token = token;
  }

  create(type: RecordType, properties: Properties, associations: readonly AssociationInput[] = []): Promise<ApiRecord> {
    return this.#call("POST", `/crm/objects/2026-09/${type}`, {
      properties,
      associations: associations.map(({ toId, typeId }) => ({
        to: { id: toId },
        types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: typeId }],
      })),
    });
  }

  /** At most a hundred at once. */
  async createMany(type: RecordType, all: readonly Properties[]): Promise<readonly ApiRecord[]> {
    const body = { inputs: all.map((properties) => ({ properties })) };
    return (
      await this.#call<{ results: readonly ApiRecord[] }>("POST", `/crm/objects/2026-09/${type}/batch/create`, body)
    ).results;
  }

  update(type: RecordType, id: string, properties: Properties): Promise<ApiRecord> {
    return this.#call("PATCH", `/crm/objects/2026-09/${type}/${id}`, { properties });
  }

  async archive(type: RecordType, id: string): Promise<void> {
    await this.#call("DELETE", `/crm/objects/2026-09/${type}/${id}`);
  }

  /** Makes one record of two, and gives the record that is left. */
  merge(type: RecordType, primaryId: string, mergedId: string): Promise<ApiRecord> {
    const body = { primaryObjectId: primaryId, objectIdToMerge: mergedId };
    return this.#call("POST", `/crm/objects/2026-09/${type}/merge`, body);
  }

  /** Removes a contact beyond recall. */
  async purge(contactId: string): Promise<void> {
    await this.#call("POST", "/crm/objects/2026-09/contacts/gdpr-delete", { objectId: contactId });
  }

  /** Associates two records, without a label. */
  async link(from: RecordType, fromId: string, to: RecordType, toId: string): Promise<void> {
    const body = { inputs: [{ from: { id: fromId }, to: { id: toId } }] };
    await this.#call("POST", `/crm/associations/2026-09/${from}/${to}/batch/associate/default`, body);
  }

  /** Takes the association of two records away. */
  async unlink(from: RecordType, fromId: string, to: RecordType, toId: string): Promise<void> {
    const body = { inputs: [{ from: { id: fromId }, to: [{ id: toId }] }] };
    await this.#call("POST", `/crm/associations/2026-09/${from}/${to}/batch/archive`, body);
  }

  read(type: RecordType, id: string, properties: readonly string[] = []): Promise<ApiRecord> {
    return this.#call("GET", `/crm/objects/2026-09/${type}/${id}?properties=${properties.join(",")}`);
  }

  /** Every record of a type, page by page. */
  async list(type: RecordType, properties: readonly string[] = []): Promise<readonly ApiRecord[]> {
    const records: ApiRecord[] = [];
    let after: string | undefined;
    do {
      const cursor = after === undefined ? "" : `&after=${after}`;
      const page = await this.#call<{ results: ApiRecord[]; paging?: { next: { after: string } } }>(
        "GET",
        `/crm/objects/2026-09/${type}?limit=100&properties=${properties.join(",")}${cursor}`,
      );
      records.push(...page.results);
      after = page.paging?.next.after;
    } while (after !== undefined);
    return records;
  }

  async search(
    type: RecordType,
    filters: readonly { propertyName: string; operator: string; value?: string; values?: readonly string[] }[],
    properties: readonly string[] = [],
  ): Promise<readonly ApiRecord[]> {
    const { results } = await this.#call<{ results: ApiRecord[] }>("POST", `/crm/objects/2026-09/${type}/search`, {
      filterGroups: [{ filters }],
      properties,
      limit: 200,
    });
    return results;
  }

  async createProperty(type: RecordType, name: string): Promise<void> {
    const property = { name, label: name, type: "string", fieldType: "text", groupName: "contactinformation" };
    await this.#call("POST", `/crm/properties/2026-09/${type}`, property);
  }

  createCampaign(properties: Properties): Promise<{ readonly id: string }> {
    return this.#call("POST", "/marketing/campaigns/2026-09", { properties });
  }

  updateCampaign(id: string, properties: Properties): Promise<{ readonly id: string }> {
    return this.#call("PATCH", `/marketing/campaigns/2026-09/${id}`, { properties });
  }

  async campaigns(
    properties: readonly string[],
  ): Promise<readonly { readonly id: string; readonly properties: Readonly<Record<string, string>> }[]> {
    const { results } = await this.#call<{ results: { id: string; properties: Record<string, string> }[] }>(
      "GET",
      `/marketing/campaigns/2026-09?limit=100&properties=${properties.join(",")}`,
    );
    return results;
  }

  #call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return callJson(this.#address, method, path, body, this.#token);
  }
}
