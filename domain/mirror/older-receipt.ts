import type { ScanReceipt } from "./scan.ts";

const remedy = " Add it to the app and use the new token.";

/**
 * A receipt as this version writes it. Before, the scopes that a refusal named stood only in its sentence, with the
 * remedy behind them; a run that was under way during the upgrade still brings such a one.
 */
export function asWrittenNow(receipt: ScanReceipt): ScanReceipt {
  const { reason } = receipt;
  if (reason === null || receipt.scopes !== undefined || !reason.includes(remedy)) return receipt;
  const named = /lacks the scope (?<scopes>.+?)\. /.exec(reason)?.groups?.["scopes"];
  return { ...receipt, reason: reason.replace(remedy, ""), scopes: named?.split(" or ") ?? [] };
}
