import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";

/** The time of a short run is over. What was stored stays stored, and others go on from there. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
  constructor(ms: number) {
    super(`A short run has ${ms / 1_000} s, and they are over. The run goes on in longer activities.`);
  }
}

export interface Budget {
  /** @throws {BudgetSpent} */
  check(): void;
  /** Waits for no longer than the budget lasts. @throws {BudgetSpent} */
  within<Answer>(work: Promise<Answer>): Promise<Answer>;
  /** Lets go of the clock. */
  end(): void;
}

/**
 * So much time from now on. Asked before and after each wait as well as by a timer: a process that was stopped and
 * wakes up again has to notice it before it does anything with an old answer.
 */
export function openBudget(ms: number, now: () => number = () => performance.now()): Budget {
  const until = now() + ms;
  const { promise: spent, reject } = Promise.withResolvers<never>();
  // Between two waits nobody listens, and `check` says it then: it must not count as unheard.
  spent.catch(() => undefined);
  const timer = setTimeout(() => reject(new BudgetSpent(ms)), ms);
  timer.unref();
  const check = () => {
    if (now() >= until) throw new BudgetSpent(ms);
  };
  return {
    check,
    async within(work) {
      const answer = await Promise.race([work, spent]);
      check();
      return answer;
    },
    end: () => clearTimeout(timer),
  };
}

/** What is known without asking. */
const known: ReadonlySet<string | symbol> = new Set<keyof HubSpotPortal>(["answeredAt", "clockAheadMs"]);

/** The same portal, asked for no longer than the budget lasts. A question that is under way then is left alone. */
export function portalWithin(portal: HubSpotPortal, budget: Budget): HubSpotPortal {
  return new Proxy(portal, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || known.has(name)) return member;
      return async (...args: unknown[]): Promise<unknown> => {
        budget.check();
        return budget.within(member.apply(target, args) as Promise<unknown>);
      };
    },
  });
}
