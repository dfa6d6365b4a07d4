import { RequestCounts } from "./request-counts.ts";
import type { RequestCount } from "./request-counts.ts";
import { RollingPeak } from "./rolling-peak.ts";
import type { RequestPeak } from "./rolling-peak.ts";
import type { Bucket } from "./api/routes/define.ts";

/** One call as the simulator saw it. The token is never kept. */
export interface LoggedRequest {
  readonly at: string;
  /** Null when the token belongs to no portal. */
  readonly portalId: number | null;
  /** The name under which the token was granted. */
  readonly tokenName: string | null;
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
  readonly #peaks = new Map<string, RollingPeak>();
  readonly #counts = new RequestCounts();

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    this.#counts.add(request);
    const { portalId, bucket, at } = request;
    if (portalId !== null && bucket !== null) {
      const key = `${portalId}/${bucket}`;
      const peak = this.#peaks.get(key) ?? new RollingPeak(portalId, bucket);
      this.#peaks.set(key, peak);
      peak.add(Date.parse(at), request.status === 429);
    }
    if (this.#requests.length > 2 * kept) this.#requests = this.#requests.slice(-kept);
  }

  /** The most requests that came within any rolling window, per portal and bucket, from whichever processes. */
  peaks(portalId: number | null): readonly RequestPeak[] {
    const peaks = [...this.#peaks.values()].map((peak) => peak.reading);
    return portalId === null ? peaks : peaks.filter((peak) => peak.portalId === portalId);
  }

  /** By endpoint and status, since the log was cleared. */
  counts(portalId: number | null): readonly RequestCount[] {
    return this.#counts.of(portalId);
  }

  of(portalId: number | null): readonly LoggedRequest[] {
    return portalId === null ? this.#requests : this.#requests.filter((request) => request.portalId === portalId);
  }

  clear(portalId: number | null): void {
    this.#counts.clear(portalId);
    for (const [key, { reading }] of this.#peaks)
      if (portalId === null || reading.portalId === portalId) this.#peaks.delete(key);
    this.#requests = portalId === null ? [] : this.#requests.filter((request) => request.portalId !== portalId);
  }
}
