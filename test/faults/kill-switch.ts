import type { Kysely, KyselyPlugin } from "kysely";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import type { Database } from "../../storage/database.ts";

/** What a portal answers from memory, without asking the outside. */
const known: ReadonlySet<string> = new Set(["answeredAt", "clockAheadMs"]);

/** The process is gone: whatever it still wanted to do did not happen. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/**
 * Ends a worker at a chosen call to HubSpot as kill -9 would, without the price of a process: from then on neither
 * HubSpot nor the database hears of it, so that no `finally` can tidy up.
 */
export class KillSwitch {
  #callsLeft = Number.POSITIVE_INFINITY;
  #isDead = false;

  /** Dies before the call after so many. */
  arm(calls: number): void {
    this.#callsLeft = calls;
  }

  /** The next worker starts. */
  revive(): void {
    this.#isDead = false;
    this.#callsLeft = Number.POSITIVE_INFINITY;
  }

  database(db: Kysely<Database>): Kysely<Database> {
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => {
        this.#assertAlive();
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };
    return db.withPlugin(plugin);
  }

  /** `onCall` runs before each call to the outside, such as somebody who edits a record meanwhile. */
  portal(portal: HubSpotPortal, onCall: () => Promise<void>): HubSpotPortal {
    return new Proxy(portal, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || known.has(String(name))) return member;
        return async (...args: unknown[]): Promise<unknown> => {
          this.#callsLeft -= 1;
          if (this.#callsLeft < 0) this.#isDead = true;
          this.#assertAlive();
          await onCall();
          const answer: unknown = await member.apply(target, args);
          this.#assertAlive();
          return answer;
        };
      },
    });
  }

  #assertAlive(): void {
    if (this.#isDead) throw new Killed("The worker was killed.");
  }
}
