import { HubSpotError } from "../../connectors/hubspot/errors.ts";
import { scanOfPair } from "../../domain/mirror/associations.ts";
import { MirrorLeaseLost } from "../../storage/mirror-lease.ts";
import { copyAssociations } from "../copy/sync-associations.ts";
import { copyInventory } from "../copy/sync-configuration.ts";
import { copyOfType } from "../copy/sync-records.ts";
import { copyTouches } from "../copy/sync-touches.ts";
import type { AuditPlan, RunName, ScanReceipt } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";
import { BudgetSpent } from "./budget.ts";

/**
 * True where a step did not come to its end for want of time, or because the other side was away: longer activities,
 * which try again with patience, go on from what it stored.
 */
export function isForOthers(error: unknown): boolean {
  return error instanceof BudgetSpent || error instanceof HubSpotError || error instanceof MirrorLeaseLost;
}

export interface CopyingAll {
  /** Taken up as they come, so that they are there when a later step throws; in the order of the plan at the end. */
  readonly receipts: ScanReceipt[];
  /** At the run. */
  readonly attempt: number;
  readonly nap: (ms: number) => Promise<void>;
}

/**
 * Copies what a plan asks for, in the order of the long run: records and inventory beside each other, then what hangs
 * on the records.
 */
export async function copyAll(
  world: ActivityWorld,
  run: RunName,
  plan: AuditPlan,
  { receipts, ...options }: CopyingAll,
): Promise<void> {
  const take = async (read: Promise<ScanReceipt | readonly ScanReceipt[]>) => {
    receipts.push(...[await read].flat());
  };
  receipts.push(...(plan.unreadable ?? []));
  await allOrFirstFault([
    ...plan.records.map(async (record) => take(copyOfType(world, run, record, options))),
    ...(plan.items.length > 0 ? [take(copyInventory(world, run, plan.items))] : []),
  ]);
  if (plan.associations !== undefined) await take(copyAssociations(world, run, plan.associations));
  if (plan.touchLookBackDays > 0) await take(copyTouches(world, run, plan.touchLookBackDays, plan.handLookBackDays));
  const place = new Map(subjectsOf(plan).map((subject, index) => [subject, index]));
  receipts.sort((one, other) => (place.get(one.subject) ?? -1) - (place.get(other.subject) ?? -1));
}

/** Everything that a plan has read. */
function subjectsOf(plan: AuditPlan): readonly ScanReceipt["subject"][] {
  const records = plan.records.map(({ type }) => type);
  return [...records, ...(plan.associations ?? []).map(scanOfPair), ...plan.items, "hand", "touch"];
}

/** Waits for all, so that nothing works on behind a fault. A fault that others cannot mend comes first. */
async function allOrFirstFault(steps: readonly Promise<void>[]): Promise<void> {
  const faults = (await Promise.allSettled(steps)).flatMap((step) =>
    step.status === "rejected" ? [step.reason as unknown] : [],
  );
  const worst = faults.find((fault) => !isForOthers(fault)) ?? faults[0];
  if (worst !== undefined) throw worst;
}
