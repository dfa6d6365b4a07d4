import type { Bucket } from "./api/routes/define.ts";
import { RollingCount } from "./rolling-count.ts";

export interface RequestPeak {
  readonly portalId: number;
  readonly bucket: Bucket;
  readonly windowMs: number;
  /** The most requests in any such window that were let in, and the most that came at all. */
  readonly max: number;
  readonly maxWithRefused: number;
  readonly refused: number;
}

/** Counts over a rolling window: one second for search, ten for everything else, as HubSpot's own limits. */
export class RollingPeak {
  readonly #portalId: number;
  readonly #bucket: Bucket;
  readonly #windowMs: number;
  readonly #admitted: RollingCount;
  readonly #came: RollingCount;
  #max = 0;
  #maxWithRefused = 0;
  #refused = 0;

  constructor(portalId: number, bucket: Bucket) {
    this.#portalId = portalId;
    this.#bucket = bucket;
    this.#windowMs = bucket === "search" ? 1000 : 10_000;
    this.#admitted = new RollingCount(this.#windowMs);
    this.#came = new RollingCount(this.#windowMs);
  }

  add(at: number, isRefused: boolean): void {
    this.#came.add(at);
    this.#maxWithRefused = Math.max(this.#maxWithRefused, this.#came.countAt(at));
    if (isRefused) {
      this.#refused++;
      return;
    }
    this.#admitted.add(at);
    this.#max = Math.max(this.#max, this.#admitted.countAt(at));
  }

  get reading(): RequestPeak {
    return {
      portalId: this.#portalId,
      bucket: this.#bucket,
      windowMs: this.#windowMs,
      max: this.#max,
      maxWithRefused: this.#maxWithRefused,
      refused: this.#refused,
    };
  }
}
