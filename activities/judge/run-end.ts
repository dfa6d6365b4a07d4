import type { RunStatus } from "../../storage/database.ts";
import type { AuditPlan, ScanReceipt } from "../shapes.ts";

/** How a run ends, by what it could read, and why not better. */
export function endOf(
  { access }: AuditPlan,
  receipts: readonly ScanReceipt[],
): { readonly status: Exclude<RunStatus, "running">; readonly reason: string | null } {
  const broken = receipts.find(({ status }) => status !== "complete");
  if (access.state === "granted" && broken === undefined) return { status: "complete", reason: null };
  return {
    status: access.state === "granted" ? "partial" : "failed",
    reason: access.reason ?? broken?.reason ?? null,
  };
}
