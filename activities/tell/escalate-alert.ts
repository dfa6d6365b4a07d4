import { alertContext } from "../../config/alert-context.ts";
import { alertStateOf, lockAlert } from "../../storage/alerts.ts";
import { reviseAlert } from "../../storage/revise-alert.ts";
import type { ActivityWorld } from "../world.ts";

export interface EscalateAlertInput {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  /** 0 for the first step of the ladder. */
  readonly step: number;
}

/** How the alert stands afterwards, for its workflow. */
export interface EscalateAlertResult {
  readonly status: "open" | "acknowledged" | "resolved";
  readonly nextStep: number;
}

/**
 * Takes one step of the ladder, unless somebody has taken the alert or it is over: the store decides, under a lock, so
 * that an acknowledgement in the same second wins or loses cleanly. A step that was taken is not taken twice.
 */
export function makeEscalateAlert({ db, client, links, now }: ActivityWorld) {
  return async function escalateAlert(input: EscalateAlertInput): Promise<EscalateAlertResult> {
    const { clientId, alertId, episode, step } = input;
    const config = client(clientId);
    return db.transaction().execute(async (transaction) => {
      const row = await lockAlert(transaction, { clientId, alertId });
      if (row === undefined || row.episode !== episode) return { status: "resolved", nextStep: step };
      if (row.status !== "open" || row.next_step !== step) return { status: row.status, nextStep: row.next_step };

      const alert = alertStateOf(row);
      const receivers = alert.steps[step]?.receivers ?? [];
      const context = alertContext(config, links);
      const names = receivers.map((receiver) => context.reachable(receiver).name).join(", ");
      await reviseAlert(
        transaction,
        context,
        { clientId, receiver: row.receiver, topic: row.topic },
        { ...alert, revision: alert.revision + 1, nextStep: step + 1 },
        {
          occasion: "escalated",
          notify: true,
          byWhom: null,
          detail: `nobody has taken it, so it goes to ${names} (step ${step + 1} of ${alert.steps.length})`,
          concerned: alert.told,
          fresh: receivers,
        },
        now(),
      );
      return { status: "open", nextStep: step + 1 };
    });
  };
}
