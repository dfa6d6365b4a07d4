import type { AccessState } from "../access.ts";
import type { ScanReceipt } from "../mirror/scan.ts";

/**
 * True when a run has read all that it had to: the portal was open, and every scan is proven complete.
 *
 * A scan that HubSpot refuses for want of a scope or a subscription counts as read, because people are told of that
 * otherwise and a thousand repetitions would not change it; but a run that was refused everything has read nothing.
 */
export function isCompleteReading(access: AccessState, receipts: readonly ScanReceipt[]): boolean {
  if (access !== "granted" || receipts.some((receipt) => (receipt.access?.state ?? "granted") !== "granted"))
    return false;
  if (receipts.length === 0) return true;
  return receipts.every((receipt) => isRead(receipt) || isRefused(receipt)) && receipts.some(isRead);
}

function isRead({ status }: ScanReceipt): boolean {
  return status === "complete";
}

/** A refusal in mid-scan left a part behind, and is a cut. */
function isRefused({ status, isForbidden }: ScanReceipt): boolean {
  return status === "unreadable" && isForbidden === true;
}
