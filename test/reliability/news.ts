import { exitCodes } from "../../cli/exit-codes.ts";
import type { FindingList } from "../../operations/list-findings.ts";
import type { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";

/**
 * News of an installation's client, by turns: a lead has waited for too long, and the deal that was late has a date
 * again; then the lead was answered, and another deal is late. Either turn begins one alert and ends one, since an end
 * alone is no message, and each is of a record of its own: what comes back within the hour would be no news.
 */
export class News {
  readonly #installation: Installation;
  #waitingId: string | null = null;
  #lateDealId: string | null = null;
  #number = 0;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  /** The next thing that an audit has to find and to tell. @returns 0: a lead waits; 1: it was answered, and a deal is late. */
  async happen(): Promise<0 | 1> {
    const { portal, hubspot } = this.#installation;
    const [owner] = await portal.owners();
    if (this.#waitingId !== null) {
      await hubspot.update("contacts", this.#waitingId, { hs_lead_status: "UNQUALIFIED" });
      this.#waitingId = null;
      const late = {
        dealname: `Deal ${this.#number}`,
        dealstage: "qualifiedtobuy",
        hubspot_owner_id: owner!.id,
        closedate: inDays(-5),
      };
      this.#lateDealId = (await hubspot.create("deals", late)).id;
      return 1;
    }
    if (this.#lateDealId !== null) await hubspot.update("deals", this.#lateDealId, { closedate: inDays(30) });
    const email = `lead-${(this.#number += 1)}@example.com`;
    await portal.submitForm({
      email,
      formName: "Request a demo",
      pageUrl: "https://nightowl.example/demo?utm_source=google&utm_medium=cpc",
      ownerId: owner!.id,
      at: new Date(Date.now() - 90 * 60_000).toISOString(),
    });
    const contacts = (await hubspot.list("contacts")) as readonly { id: string; properties: Record<string, string> }[];
    this.#waitingId = contacts.find(({ properties }) => properties["email"] === email)!.id;
    return 0;
  }

  /** @throws {Error} When the findings are not what has happened. */
  async assertFound(): Promise<void> {
    let list: FindingList | null = null;
    // An owner that is busy starting again refuses within its ten seconds, and is asked once more.
    await until("the findings can be read", async () => (list = await this.#findings()) !== null);
    const open = list!.findings.filter(({ check }) => check === "lead-unanswered");
    const ids = open.map(({ subject }) => subject.id);
    const right = this.#waitingId === null ? [] : [this.#waitingId];
    if (JSON.stringify(ids) !== JSON.stringify(right))
      throw new Error(`Open leads: ${ids.join(", ")}; right: ${right.join(", ")}.`);
  }

  async #findings(): Promise<FindingList | null> {
    const { code, out, err } = await this.#installation.revwatch("findings", "--client", "nightowl", "--json");
    if (code === exitCodes.tryLater) return null;
    if (code !== exitCodes.ok && code !== exitCodes.found)
      throw new Error(`revwatch findings ended with ${code}: ${err || out}`);
    return JSON.parse(out) as FindingList;
  }
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}
