import { getClient } from "@temporalio/activity";
import { wakeSender } from "../../connectors/temporal/signals.ts";
import { settleRestored } from "../tell/restored/settle.ts";
import { waitingDeliveries } from "../../storage/outbox-claims.ts";
import { divertHeld } from "../deliver/divert-held.ts";
import { announceChanged } from "../../operations/alerting/announce-changed.ts";
import { reconcileOverdue } from "../../storage/reconcile-needed.ts";
import { makeAnnounceAlerts } from "../tell/announce-alerts.ts";
import { reconcileDue } from "./reconcile-due.ts";
import { rearmClocks } from "./rearm-clocks.ts";
import { rearmAlerts } from "./rearm-alerts.ts";
import { resumeOnboarding } from "./resume-onboarding.ts";
import { sendLateReports } from "./send-late-reports.ts";
import type { ActivityWorld } from "../world.ts";

export interface SweepResult {
  /** Clients of whose changes nobody had been told because of a crash. */
  readonly reconciled: number;
  /** Alerts whose workflow had not heard of their latest revision. */
  readonly alerts: number;
  /** Clients whose sender was woken. */
  readonly senders: number;
  /** Alerts that had no workflow any more. */
  readonly rearmed: number;
  /** Clients whose leads had no clock, or one that waited for too late an instant. Absent in older results. */
  readonly clocks?: number;
  /** Messages that went out another way, because their channel takes none. */
  readonly diverted: number;
  readonly onboarding: number;
  readonly lateReports: number;
}

/** A run tells of what it settled within moments. */
const underWayMs = 30_000;

/**
 * Wakes whatever a crash or a loss of Temporal's state left asleep. The database says what there has to be; each part
 * may be repeated at any time. What fails for one client or part keeps no other from its turn.
 */
export function makeSweepOutboxes(world: ActivityWorld) {
  const announce = makeAnnounceAlerts(world);
  return async function sweepOutboxes(): Promise<SweepResult> {
    const { db, clientIds, now } = world;
    const client = getClient();
    const faults: unknown[] = [];
    const count = async (work: () => Promise<number>) => {
      try {
        return await work();
      } catch (error) {
        faults.push(error);
        return 0;
      }
    };
    const countEach = async (work: (clientId: string) => Promise<number>) => {
      let all = 0;
      for (const clientId of clientIds()) all += await count(() => work(clientId));
      return all;
    };

    await count(() => settleRestored({ ...world, clients: () => clientIds().map(world.client) }, client));
    let reconciled = 0;
    const tellLate = async (clientId: string) => {
      await announce({ clientId });
      return 1;
    };
    await count(async () => {
      const overdue = await reconcileOverdue(db, new Date(now().getTime() - underWayMs));
      for (const clientId of overdue) reconciled += await count(() => tellLate(clientId));
      return overdue.length;
    });
    await countEach((clientId) => reconcileDue(world, clientId));
    const alerts = await countEach((clientId) => announceChanged(db, client, clientId));
    const rearmed = await count(() => rearmAlerts(world, client));
    const clocks = await count(() => rearmClocks(world, client));
    // Before the senders are woken, so that they find what goes out another way.
    const diverted = await countEach((clientId) => divertHeld(world, clientId));
    const senders = await count(async () => {
      const waiting = await waitingDeliveries(db);
      for (const { clientId } of waiting) await wakeSender(client, clientId);
      return waiting.length;
    });
    const onboarding = await count(() => resumeOnboarding(world, client));
    const lateReports = await countEach((clientId) => sendLateReports(world, client, clientId));
    if (faults.length > 0) throw faults[0];
    return { reconciled, alerts, senders, rearmed, clocks, diverted, onboarding, lateReports };
  };
}
