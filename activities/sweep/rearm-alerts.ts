import type { Client } from "@temporalio/client";
import { openWorkflowIds, tellAlertWorkflow } from "../../connectors/temporal/signals.ts";
import { standingAlerts } from "../../storage/alerts.ts";
import { newsOf } from "../../operations/alerting/announce-changed.ts";
import type { ActivityWorld } from "../world.ts";
import { alertWorkflowId } from "../../domain/ids.ts";

/** An alert that changed just now may have a workflow that Temporal's list does not show yet. */
const listLagMs = 60_000;
/** After a loss of everything the rest follows a minute later. */
const mostAtOnce = 1_000;

/**
 * Gives every alert that is not over its workflow again, where it has none: Temporal has lost its state, or it was
 * terminated. The store knows the place in the ladder. One question finds them, whatever their number, and telling a
 * workflow that is there after all changes nothing.
 *
 * @returns How many were without one.
 */
export async function rearmAlerts({ db, clientIds, now }: ActivityWorld, client: Client): Promise<number> {
  const standing = await standingAlerts(db, clientIds(), new Date(now().getTime() - listLagMs));
  if (standing.length === 0) return 0;
  const living = await openWorkflowIds(client, "alertLifecycle");
  const without = standing.filter(({ client_id, alert_id }) => !living.has(alertWorkflowId(client_id, alert_id)));
  for (const alert of without.slice(0, mostAtOnce)) await tellAlertWorkflow(client, newsOf(alert));
  return Math.min(without.length, mostAtOnce);
}
