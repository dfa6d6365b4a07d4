// This folder recomputes reports by other means than the product: what is called plain here imports nothing of it.

/** A record as HubSpot answers it. */
export interface PlainRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly propertiesWithHistory?: Readonly<
    Record<string, readonly { readonly value: string; readonly timestamp: string }[]>
  >;
  readonly associations?: Readonly<Record<string, { readonly results: readonly { readonly id: string }[] }>>;
}

export interface PlainStage {
  readonly id: string;
  readonly displayOrder: number;
  readonly metadata: { readonly isClosed?: string };
}

/** A portal as it stands at one instant, in HubSpot's own words. */
export interface PlainPortal {
  readonly contacts: readonly PlainRecord[];
  readonly deals: readonly PlainRecord[];
  readonly campaigns: readonly PlainRecord[];
  readonly activeOwners: readonly string[];
  readonly formerOwners: readonly string[];
  readonly pipelines: readonly { readonly id: string; readonly stages: readonly PlainStage[] }[];
}

/** What only the figures of a week need: who asked, and what the team logged. */
export interface PlainConversations {
  readonly contacts: readonly PlainRecord[];
  readonly submissions: readonly { readonly form: string; readonly at: number; readonly email: string }[];
  readonly calls: readonly PlainRecord[];
  readonly emails: readonly PlainRecord[];
  readonly meetings: readonly PlainRecord[];
  readonly communications: readonly PlainRecord[];
}

interface Page<Item> {
  readonly results: readonly Item[];
  readonly paging?: { readonly next: { readonly after: string } };
}

/** Asks HubSpot's API with a token, page by page, and believes what it answers. */
export class PlainReader {
  readonly #address: string;
  readonly #token: string;

  constructor(address: string, token: string) {
    this.#address = address;
    this.#token = token;
  }

  async portal(): Promise<PlainPortal> {
    const owners = (archived: boolean) =>
      this.#all<{ id: string }>(`/crm/owners/2026-09?limit=100&archived=${archived}`);
    const [contacts, deals, campaigns, active, former, pipelines] = await Promise.all([
      this.#records(
        "contacts",
        ["lifecyclestage", "hs_lead_status", "hubspot_owner_id", "createdate", "notes_last_updated"].concat([
          "hs_analytics_source",
          "hs_analytics_first_url",
          "hs_merged_object_ids",
          "email",
        ]),
      ),
      this.#records("deals", [
        "dealstage",
        "pipeline",
        "closedate",
        "createdate",
        "notes_next_activity_date",
        "hubspot_owner_id",
      ]),
      this.#all<PlainRecord>(
        "/marketing/campaigns/2026-09?limit=100&properties=hs_start_date,hs_end_date,hs_utm,hs_owner",
      ),
      owners(false),
      owners(true),
      this.#all<PlainPortal["pipelines"][number]>("/crm/pipelines/2026-09/deals"),
    ]);
    const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    return { contacts, deals, campaigns, activeOwners: idsOf(active), formerOwners: idsOf(former), pipelines };
  }

  async conversations(): Promise<PlainConversations> {
    const touches = (type: string, properties: readonly string[]) =>
      this.#all<PlainRecord>(
        `/crm/objects/2026-09/${type}?limit=100&associations=contacts&properties=${properties.join(",")}`,
      );
    const history = ["hs_lead_status", "lifecyclestage"].join(",");
    const contacts = await this.#all<PlainRecord>(
      `/crm/objects/2026-09/contacts?limit=50&properties=email,hs_additional_emails,firstname,lastname&propertiesWithHistory=${history}`,
    );
    const forms = await this.#all<{ id: string; name: string }>("/marketing/forms/2026-09-beta?limit=100");
    const submissions: { form: string; at: number; email: string }[] = [];
    for (const { id, name } of forms)
      for (const { submittedAt, values } of await this.#all<{
        submittedAt: number;
        values: { name: string; value: string }[];
      }>(`/form-integrations/v1/submissions/forms/${id}?limit=50`))
        submissions.push({
          form: name,
          at: submittedAt,
          email: values.find((one) => one.name === "email")?.value ?? "",
        });
    return {
      contacts,
      submissions,
      calls: await touches("calls", [
        "hs_timestamp",
        "hs_call_direction",
        "hs_call_status",
        "hs_call_disposition",
        "hs_object_source",
      ]),
      emails: await touches("emails", [
        "hs_timestamp",
        "hs_email_direction",
        "hs_email_status",
        "hs_sequence_id",
        "hs_object_source",
      ]),
      meetings: await touches("meetings", [
        "hs_timestamp",
        "hs_meeting_start_time",
        "hs_createdate",
        "hs_meeting_outcome",
        "hs_engagement_source",
      ]),
      communications: await touches("communications", ["hs_timestamp", "hs_object_source"]),
    };
  }

  #records(type: string, properties: readonly string[]): Promise<readonly PlainRecord[]> {
    return this.#all(`/crm/objects/2026-09/${type}?limit=100&properties=${properties.join(",")}`);
  }

  async #all<Item>(path: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    let after: string | undefined;
    do {
      const glue = path.includes("?") ? "&" : "?";
      const answer = await fetch(
        `${this.#address}${path}${after === undefined ? "" : `${glue}after=${encodeURIComponent(after)}`}`,
        {
          headers: { authorization: `Bearer ${this.#token}` },
        },
      );
      if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
      const page = (await answer.json()) as Page<Item>;
      items.push(...page.results);
      after = page.paging?.next.after;
    } while (after !== undefined);
    return items;
  }
}
