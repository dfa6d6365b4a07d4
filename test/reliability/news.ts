import type { FindingList } from "../../operations/list-findings.ts";
import type { Installation } from "../support/installation.ts";

/**
 * News of an installation's client, by turns: a lead has waited for too long, and whoever had left is back; then the
 * lead was answered, and somebody has left. Either turn begins one alert and ends one, since an end alone is no message.
 */
export class News {
  readonly #installation: Installation;
  #waitingId: string | null = null;
  #number = 0;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  /** The next thing that an audit has to find and to tell. @returns 0: a lead waits; 1: it was answered, and somebody left. */
  async happen(): Promise<0 | 1> {
    const { portal, hubspot } = this.#installation;
    const [owner, leaver] = await portal.owners();
    if (this.#waitingId !== null) {
      await hubspot.update("contacts", this.#waitingId, { hs_lead_status: "UNQUALIFIED" });
      this.#waitingId = null;
      await portal.deactivateOwner(leaver!.id);
      return 1;
    }
    if (this.#number > 0) await portal.reactivateOwner(leaver!.id);
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
    const { out, err } = await this.#installation.revwatch("findings", "--client", "nightowl", "--json");
    const open = (JSON.parse(out || JSON.stringify({ error: err })) as FindingList).findings.filter(
      ({ check }) => check === "lead-unanswered",
    );
    const ids = open.map(({ subject }) => subject.id);
    const right = this.#waitingId === null ? [] : [this.#waitingId];
    if (JSON.stringify(ids) !== JSON.stringify(right))
      throw new Error(`Open leads: ${ids.join(", ")}; right: ${right.join(", ")}.`);
  }
}
