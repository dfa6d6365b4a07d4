import type { ScanReceipt } from "./scan.ts";

/** What a portal refused when it was last asked. */
export interface KnownRefusals {
  readonly known: number;
  /** True when that was so long ago that somebody may have mended it. */
  readonly isAskDue: boolean;
}

/**
 * What a portal lets us read is asked when something is refused for the first time, and again when that is long ago.
 */
export function isProbeDue(refusals: KnownRefusals | undefined, receipts: readonly ScanReceipt[]): boolean {
  return (
    refusals?.isAskDue === true || (refusals?.known === 0 && receipts.some(({ isForbidden }) => isForbidden === true))
  );
}
