import type { LoggedRequest } from "./request-log.ts";

/** How many requests of a portal one endpoint answered with one status. */
export interface RequestCount {
  readonly portalId: number;
  readonly method: string;
  /** The path, with `{id}` for every number in it. */
  readonly endpoint: string;
  readonly status: number;
  readonly count: number;
}

/** Counts all requests since it was cleared, also those that the log no longer holds one by one. */
export class RequestCounts {
  readonly #counts = new Map<string, RequestCount>();

  add({ portalId, method, path, status }: LoggedRequest): void {
    if (portalId === null) return;
    const endpoint = path.replace(/\?.*/s, "").replaceAll(/\/\d+(?=\/|$)/g, "/{id}");
    const key = `${portalId} ${method} ${endpoint} ${status}`;
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { portalId, method, endpoint, status, count });
  }

  of(portalId: number | null): readonly RequestCount[] {
    return [...this.#counts.values()].filter((count) => portalId === null || count.portalId === portalId);
  }

  clear(portalId: number | null): void {
    for (const [key, count] of this.#counts)
      if (portalId === null || count.portalId === portalId) this.#counts.delete(key);
  }
}
