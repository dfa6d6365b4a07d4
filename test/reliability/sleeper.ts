import type { Kysely, KyselyPlugin } from "kysely";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import type { Database } from "../../storage/database.ts";

/** What a portal answers from memory, without asking the outside. */
const known: ReadonlySet<string> = new Set(["answeredAt", "clockAheadMs"]);

type Work = (transaction: Kysely<Database>) => Promise<unknown>;

/**
 * A worker that falls asleep behind one of its calls to the outside, with the answer in its hands, and goes on when it
 * is woken as if no time had passed. Not within a transaction: there it would hold what a later attempt waits for.
 */
export class Sleeper {
  calls = 0;
  #isAsleep = false;
  readonly #sleepsAt: number | null;
  readonly #asleep = Promise.withResolvers<void>();
  readonly #woken = Promise.withResolvers<void>();

  /** @param sleepsAt - The number of the call, from 1; null: it never sleeps, and its calls are counted. */
  constructor(sleepsAt: number | null) {
    this.#sleepsAt = sleepsAt;
  }

  /** Settles once it sleeps. */
  get asleep(): Promise<void> {
    return this.#asleep.promise;
  }

  wake(): void {
    this.#woken.resolve();
  }

  /** While it sleeps all of it sleeps, whatever it does side by side. */
  async #passed(): Promise<void> {
    this.calls += 1;
    if (this.calls === this.#sleepsAt) {
      this.#isAsleep = true;
      this.#asleep.resolve();
    }
    if (this.#isAsleep) await this.#woken.promise;
  }

  database(db: Kysely<Database>): Kysely<Database> {
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        await this.#passed();
        return result;
      },
    };
    const watched = db.withPlugin(plugin);
    return new Proxy(watched, {
      get: (target, name) => {
        if (name === "transaction")
          return () => ({
            execute: async (work: Work) => {
              if (this.#isAsleep) await this.#woken.promise;
              return db.transaction().execute(work);
            },
          });
        const member: unknown = Reflect.get(target, name);
        return typeof member === "function" ? (member.bind(target) as unknown) : member;
      },
    });
  }

  portal(portal: HubSpotPortal): HubSpotPortal {
    return new Proxy(portal, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || known.has(String(name))) return member;
        return async (...args: unknown[]): Promise<unknown> => {
          if (this.#isAsleep) await this.#woken.promise;
          const answer: unknown = await (member.apply(target, args) as Promise<unknown>);
          await this.#passed();
          return answer;
        };
      },
    });
  }
}
