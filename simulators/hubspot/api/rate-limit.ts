import type { Portal } from "../model/portal.ts";
import type { Token } from "../model/token.ts";
import { RollingCount } from "../rolling-count.ts";
import { burstLimit, dailyLimit, searchLimit } from "./refusal.ts";
import type { Bucket } from "./routes/define.ts";

const intervalMs = 10_000;
const quarterHourMs = 15 * 60_000;
/** What a marketplace app gets, whatever the portal's plan. */
const oauthPer10s = 110;

/** Counts a portal's calls in real time and refuses those beyond its allowance. Refused calls do not count. */
export class RateLimiter {
  readonly #now: () => number;
  /** By what is counted and over how long. */
  readonly #counts = new Map<string, RollingCount>();
  #day = "";
  #quarter = -1;
  #callsToday = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now();
  }

  get callsToday(): number {
    return this.#callsToday;
  }

  take(portal: Portal, token: Token, bucket: Bucket): void {
    const now = this.#now();
    const { limits } = portal;
    this.#startDay(portal, now);
    if (this.#callsToday >= limits.daily) throw dailyLimit(limits.retryAfter);
    if (bucket === "search")
      this.#count("search", limits.searchPerSecond, 1000, () => searchLimit(limits.searchVariant, limits.retryAfter));
    else if (bucket === "associations")
      this.#count("associations", limits.associationsPer10s, intervalMs, () => burstLimit(limits.retryAfter));
    else
      this.#count(`token ${token.grant.name}`, burstOf(portal, token), intervalMs, () => burstLimit(limits.retryAfter));
    this.#callsToday++;
  }

  /** The headers of an ordinary answer. Search and associations have none, and OAuth apps learn nothing of the day. */
  headers(portal: Portal, token: Token, bucket: Bucket): Record<string, string> {
    if (bucket !== "general") return {};
    const max = burstOf(portal, token);
    const now = this.#now();
    const used = this.#countOf(`token ${token.grant.name}`, intervalMs).countAt(now);
    const headers: Record<string, string> = {
      "x-hubspot-ratelimit-interval-milliseconds": String(intervalMs),
      "x-hubspot-ratelimit-max": String(max),
      "x-hubspot-ratelimit-remaining": String(Math.max(0, max - used)),
      "x-hubspot-ratelimit-secondly": String(Math.floor(max / 10)),
      "x-hubspot-ratelimit-secondly-remaining": String(
        Math.max(0, Math.floor(max / 10) - this.#countOf(`token ${token.grant.name}`, 1000).countAt(now)),
      ),
    };
    if (token.grant.kind === "private") {
      headers["x-hubspot-ratelimit-daily"] = String(portal.limits.daily);
      headers["x-hubspot-ratelimit-daily-remaining"] = String(Math.max(0, portal.limits.daily - this.#callsToday));
    }
    return headers;
  }

  /** The day ends at midnight in the portal's zone. */
  #startDay(portal: Portal, now: number): void {
    // No zone's midnight lies within a quarter of an hour, and asking for the day costs more than answering a call.
    const quarter = Math.floor(now / quarterHourMs);
    if (quarter === this.#quarter) return;
    this.#quarter = quarter;
    const day = new Date(now).toLocaleDateString("sv-SE", { timeZone: portal.details.timeZone });
    if (day === this.#day) return;
    this.#day = day;
    this.#callsToday = 0;
  }

  #count(key: string, limit: number, windowMs: number, refusal: () => Error): void {
    const now = this.#now();
    const count = this.#countOf(key, windowMs);
    if (count.countAt(now) >= limit) throw refusal();
    count.add(now);
    // The deprecated headers of the general bucket tell of the last second too.
    if (windowMs === intervalMs) this.#countOf(key, 1000).add(now);
  }

  #countOf(name: string, windowMs: number): RollingCount {
    const key = `${windowMs} ${name}`;
    const count = this.#counts.get(key) ?? new RollingCount(windowMs);
    this.#counts.set(key, count);
    return count;
  }
}

function burstOf(portal: Portal, token: Token): number {
  return token.grant.kind === "oauth" ? oauthPer10s : portal.limits.generalPer10s;
}
