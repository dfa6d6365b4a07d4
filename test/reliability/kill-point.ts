import type { Kysely, KyselyPlugin } from "kysely";
import type { Database } from "../../storage/database.ts";
import { Killed } from "../faults/kill-switch.ts";

/** What a worker was at when it died. `settle` is the transaction that writes findings, alerts and messages. */
export const hops = ["plan", "copy", "judge", "settle", "tell", "deliver", "idle"] as const;
export type Hop = (typeof hops)[number];
/** A worker without a process can die around the very commit of the settling as well. */
export type InnerHop = Hop | "commit";

/** The death of a worker: at its n-th call to the outside world within a hop, before or after the call took effect. */
export interface Death {
  readonly hop: InnerHop;
  readonly call: number;
  readonly side: "before" | "after";
}

type Work = (transaction: Kysely<Database>) => Promise<unknown>;

/**
 * Counts what a worker asks of the outside world, hop by hop, and ends it at a chosen call as kill -9 would, without
 * the price of a process: from then on nothing outside hears of it, so that no `finally` can tidy up.
 */
export class KillPoint {
  readonly counts = new Map<InnerHop, number>();
  #hop: InnerHop = "idle";
  #death: Death | null = null;
  #isDead = false;

  enter(hop: InnerHop): void {
    this.#hop = hop;
  }

  /** Nothing was counted, and the worker dies at the given call. */
  arm(death: Death | null): void {
    this.counts.clear();
    this.#death = death;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** The next worker starts, and lives. */
  revive(): void {
    this.#isDead = false;
    this.#death = null;
  }

  database(db: Kysely<Database>): Kysely<Database> {
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => {
        this.#before();
        return node;
      },
      transformResult: async ({ result }) => {
        this.#after();
        return result;
      },
    };
    const watched = db.withPlugin(plugin);
    return new Proxy(watched, {
      get: (target, name) => {
        if (name === "transaction") return () => ({ execute: (work: Work) => this.#transaction(target, work) });
        const member: unknown = Reflect.get(target, name);
        return typeof member === "function" ? (member.bind(target) as unknown) : member;
      },
    });
  }

  /** The last thing that a worker does for a settling is to say that it holds. */
  async #transaction(db: Kysely<Database>, work: Work): Promise<unknown> {
    const result = await db.transaction().execute(async (transaction) => {
      const done = await work(transaction);
      if (this.#hop === "settle") {
        this.#hop = "commit";
        this.#before();
      }
      return done;
    });
    if (this.#hop === "commit") this.#after();
    return result;
  }

  /** HubSpot, Slack, Temporal: each call of a method is a call to the outside, unless it is `known` without asking. */
  outside<Service extends object>(service: Service, known: readonly (keyof Service)[] = []): Service {
    return new Proxy(service, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || known.includes(name as keyof Service)) return member;
        return async (...args: unknown[]): Promise<unknown> => {
          this.#before();
          const answer: unknown = await promised(String(name), member.apply(target, args));
          this.#after();
          return answer;
        };
      },
    });
  }

  #before(): void {
    if (!this.#isDead) this.counts.set(this.#hop, (this.counts.get(this.#hop) ?? 0) + 1);
    this.#dieIf("before");
  }

  #after(): void {
    this.#dieIf("after");
  }

  #dieIf(side: Death["side"]): void {
    const { hop, call, side: chosen } = this.#death ?? {};
    if (hop === this.#hop && call === this.counts.get(this.#hop) && side === chosen) this.#isDead = true;
    if (this.#isDead) throw new Killed("The worker was killed.");
  }
}

/** The outside never answers at once, and whoever counts on an answer at once could not use a promise. */
function promised(name: string, answer: unknown): Promise<unknown> {
  if (answer instanceof Promise) return answer;
  throw new Error(`${name} answers without asking the outside: name it as known.`);
}
