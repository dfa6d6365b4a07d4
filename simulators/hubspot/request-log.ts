import type { Bucket } from "./api/routes.ts";

/** One call as the simulator saw it. The token is never kept. */
export interface LoggedRequest {
  readonly at: string;
  /** Null when the token belongs to no portal. */
  readonly portalId: number | null;
  readonly bucket: Bucket | null;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  /** The kind of the fault that struck. */
  readonly fault: string | null;
}

const kept = 20_000;

/** The latest requests of all portals. */
export class RequestLog {
  #requests: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > 2 * kept) this.#requests = this.#requests.slice(-kept);
  }

  of(portalId: number | null): readonly LoggedRequest[] {
    return portalId === null ? this.#requests : this.#requests.filter((request) => request.portalId === portalId);
  }

  clear(portalId: number | null): void {
    this.#requests = portalId === null ? [] : this.#requests.filter((request) => request.portalId !== portalId);
  }
}
