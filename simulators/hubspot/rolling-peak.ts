import type { Bucket } from "./api/routes/define.ts";

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
  #admitted: number[] = [];
  #came: number[] = [];
  #max = 0;
  #maxWithRefused = 0;
  #refused = 0;

  constructor(portalId: number, bucket: Bucket) {
    this.#portalId = portalId;
    this.#bucket = bucket;
    this.#windowMs = bucket === "search" ? 1000 : 10_000;
  }

  add(at: number, isRefused: boolean): void {
    const isRecent = (earlier: number) => earlier > at - this.#windowMs;
    this.#came = [...this.#came.filter(isRecent), at];
    this.#maxWithRefused = Math.max(this.#maxWithRefused, this.#came.length);
    if (isRefused) {
      this.#refused++;
      return;
    }
    this.#admitted = [...this.#admitted.filter(isRecent), at];
    this.#max = Math.max(this.#max, this.#admitted.length);
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
