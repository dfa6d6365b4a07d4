/** Reads a simulated portal over HTTP, as a stranger's client would. */
export class PortalReader {
  readonly #address: string;
  readonly #token: string;

  constructor(address: string, token: string) {
    this.#address = address;
    this.#token = token;
  }

  async get<Answer>(path: string): Promise<Answer | null> {
    const answer = await fetch(`${this.#address}${path}`, { headers: { authorization: `Bearer ${this.#token}` } });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  async post<Answer>(path: string, body: unknown): Promise<Answer> {
    const answer = await fetch(`${this.#address}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  /** Properties of one record; null when it does not exist. */
  async record(type: string, id: string, properties: readonly string[]): Promise<Properties | null> {
    const path = `/crm/objects/2026-09/${type}/${id}?properties=${properties.join(",")}`;
    return (await this.get<{ properties: Properties }>(path))?.properties ?? null;
  }

  /** The records of another type that hang on one, with their properties. */
  async linked(type: string, id: string, to: string, properties: readonly string[]): Promise<readonly Properties[]> {
    const links = await this.get<{ results: { toObjectId: number }[] }>(
      `/crm/v4/objects/${type}/${id}/associations/${to}`,
    );
    if (!links || links.results.length === 0) return [];
    const inputs = links.results.slice(0, 100).map(({ toObjectId }) => ({ id: String(toObjectId) }));
    const answer = await this.post<{ results: { properties: Properties }[] }>(`/crm/v3/objects/${to}/batch/read`, {
      inputs,
      properties,
    });
    return answer.results.map((one) => one.properties);
  }

  /** How many records match. */
  async count(type: string, filters: readonly unknown[]): Promise<number> {
    const body = { filterGroups: [{ filters }], limit: 1 };
    return (await this.post<{ total: number }>(`/crm/v3/objects/${type}/search`, body)).total;
  }

  /** All records that match. */
  async search(
    type: string,
    filters: readonly unknown[],
    properties: readonly string[],
  ): Promise<readonly Properties[]> {
    const found: Properties[] = [];
    for (let after = 0; ;) {
      const body = { filterGroups: [{ filters }], limit: 200, after: String(after), properties };
      const page = await this.post<{ total: number; results: { properties: Properties }[] }>(
        `/crm/v3/objects/${type}/search`,
        body,
      );
      found.push(...page.results.map((one) => one.properties));
      after += 200;
      if (after >= page.total) return found;
    }
  }
}

export type Properties = Readonly<Record<string, string | null>>;
