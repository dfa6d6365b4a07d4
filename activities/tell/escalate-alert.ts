import { lockAlert } from "../../storage/alerts.ts";
import { lockClient } from "../../storage/clients.ts";
import { reconcileAlerts } from "../../operations/alerting/reconcile-alerts.ts";
import { unsettledSpan } from "../../storage/restored/lost-spans.ts";
import type { ActivityWorld } from "../world.ts";

export interface EscalateAlertInput {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  /** 0 for the first step of the ladder. */
  readonly step: number;
  /** Until when its workflow has waited, ISO 8601; left out by older versions. */
  readonly dueAt?: string;
}

/** How the alert stands afterwards, for its workflow. */
export interface EscalateAlertResult {
  readonly status: "open" | "acknowledged" | "resolved";
  readonly nextStep: number;
}

/**
 * Takes one step of the ladder, unless somebody has taken the alert or it is over: the store decides, under a lock, so
 * that an acknowledgement in the same second wins or loses cleanly. A step that was taken is not taken twice. That it
 * is time, the workflow knows; a ladder that was changed since it began to wait goes by its new times.
 */
export function makeEscalateAlert({ db, client, links, now }: ActivityWorld) {
  return async function escalateAlert(input: EscalateAlertInput): Promise<EscalateAlertResult> {
    const { clientId, alertId, episode, step } = input;
    const config = client(clientId);
    return db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const row = await lockAlert(transaction, { clientId, alertId });
      if (row === undefined || row.episode !== episode) return { status: "resolved", nextStep: step };
      const due = row.steps[step];
      if (row.status !== "open" || row.next_step !== step || due === undefined)
        return { status: row.status, nextStep: row.next_step };

      const isInSummary = (await unsettledSpan(transaction, clientId)) !== undefined;
      const acts = new Map([[alertId, { kind: "timer", at: new Date(input.dueAt ?? due.dueAt) }] as const]);
      await reconcileAlerts(transaction, config, links, { mode: "live", now: now(), isInSummary, acts });
      const after = (await lockAlert(transaction, { clientId, alertId }))!;
      return { status: after.status, nextStep: after.next_step };
    });
  };
}
