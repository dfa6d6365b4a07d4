import type { StoreHandle } from "../../storage/database.ts";

/** When a receiver first heard of an episode of a finding, and whether it was held back before. */
export interface Hearing {
  readonly findingId: string;
  readonly receiver: string;
  readonly at: number;
}

/** What was held back and is told now: its reason's end, as it was known before, and when it was told. */
export interface Release {
  readonly findingId: string;
  readonly receiver: string;
  readonly because: string;
  readonly endedAt: number;
  readonly toldAt: number;
}

interface HeldBack {
  readonly because: string;
  readonly until: Date | null;
}

/** Listens to what receivers hear while a year goes by. */
export class Listener {
  readonly hearings: Hearing[] = [];
  readonly releases: Release[] = [];
  readonly #db: StoreHandle;
  readonly #clientId: string;
  readonly #heard = new Set<string>();
  #held: ReadonlyMap<string, HeldBack> = new Map();

  constructor(db: StoreHandle, clientId: string) {
    this.#db = db;
    this.#clientId = clientId;
  }

  /** Lets everything happen that is due now, and notes what receivers hear by it. */
  async listen(now: Date, happen: () => Promise<void>): Promise<void> {
    await happen();
    const rows = await this.#db
      .selectFrom("notice")
      .select(["finding_id", "episode", "receiver", "state", "because", "until_at", "said_at", "heard_at"])
      .where("client_id", "=", this.#clientId)
      .where("receiver", "!=", "")
      .where((eb) => eb.or([eb("state", "!=", "over"), eb("changed_at", ">=", now), eb("heard_at", ">=", now)]))
      .execute();
    const held = new Map<string, HeldBack>();
    for (const row of rows) {
      const key = `${row.finding_id}/${row.episode}/${row.receiver}`;
      const { finding_id: findingId, receiver } = row;
      if (row.state === "held" && row.said_at === null) held.set(key, { because: row.because, until: row.until_at });
      const before = this.#held.get(key);
      if (row.said_at !== null && before !== undefined)
        this.releases.push({
          findingId,
          receiver,
          because: before.because,
          endedAt: before.until?.getTime() ?? (await this.#lastEnd(now)),
          toldAt: (row.heard_at ?? now).getTime(),
        });
      if (row.heard_at === null || this.#heard.has(key)) continue;
      this.#heard.add(key);
      this.hearings.push({ findingId, receiver, at: row.heard_at.getTime() });
    }
    this.#held = held;
  }

  /** What has no end of its own, such as a broken cause, ended with the finding that ended last. */
  async #lastEnd(now: Date): Promise<number> {
    const { at } = await this.#db
      .selectFrom("finding")
      .select(({ fn }) => fn.max("resolved_at").as("at"))
      .where("client_id", "=", this.#clientId)
      .where("resolved_at", "<=", now)
      .executeTakeFirstOrThrow();
    return at?.getTime() ?? 0;
  }
}
