import {
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from "@temporalio/client";
import { z } from "zod";
import { countOf } from "../domain/duration.ts";
import { isAddressed, toldAt } from "../storage/alert-audience.ts";
import { alertStateOf, lockAlert } from "../storage/alerts.ts";
import { lockClient } from "../storage/clients.ts";
import { unsettledSpan } from "../storage/restored/lost-spans.ts";
import { reconcileAlerts } from "./alerting/reconcile-alerts.ts";
import { addAuditEntry } from "../storage/audit-log.ts";
import type { World } from "./world.ts";
import { explainTemporalError } from "../connectors/temporal/error-class.ts";
import { wakeSender } from "../connectors/temporal/signals.ts";
import { alertWorkflowId } from "../domain/ids.ts";

const Input = z.strictObject({
  clientId: z.string(),
  alertId: z.string(),
  episode: z.int(),
  by: z.string().trim().min(1, "Say who takes the alert."),
  via: z.enum(["slack", "dashboard", "email", "cli"]),
  /** Whose message the button stands in; null where none is known. */
  receiver: z.string().nullable().default(null),
  /** The revision that was shown; null for the present one. */
  revision: z.int().nullable().default(null),
});

/** `uncovered`: findings that were added after what the person saw. */
export type AcknowledgeResult =
  | { readonly ok: true; readonly uncovered: number }
  | { readonly ok: false; readonly reason: string };

/**
 * A named person takes an alert: its ladder stops, and its messages say who has it. It covers the findings that the
 * person was shown, until they are over or it runs out; later and worse ones climb by themselves. Taking it twice, or
 * taking one that is over, changes nothing and says so.
 */
export const acknowledgeAlert = {
  name: "acknowledgeAlert",
  input: Input,
  /**
   * @param onStored - Called once it is certain, before Temporal hears of it: a promise to a person may be made then.
   */
  async run(world: World, input: z.output<typeof Input>, onStored?: () => void): Promise<AcknowledgeResult> {
    const { clientId, alertId, episode, by, via, receiver, revision } = input;
    const client = world.config().clients.find((one) => one.clientId === clientId);
    if (client === undefined) return { ok: false, reason: `There is no client "${clientId}".` };
    const outcome = await world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const row = await lockAlert(transaction, { clientId, alertId });
      if (row === undefined) return "There is no such alert.";
      if (row.episode !== episode || row.status === "resolved") return "This alert is resolved already.";
      if (row.status === "acknowledged") return `${row.acknowledged_by} has already acknowledged it.`;
      if (receiver !== null && !(await isAddressed(transaction, row, receiver)))
        return "This message was for someone who is not told of this alert any more. Use the dashboard.";
      const { told } = alertStateOf(row);
      const covered = revision === null ? told : await toldAt(transaction, row, revision);
      const uncovered = told.length - covered.length;
      const now = world.now();
      const added = uncovered === 0 ? "" : `, before ${countOf(uncovered, "finding")} was added`;
      const act = {
        kind: "acknowledged",
        by,
        receiver,
        findingIds: new Set(covered),
        detail: `${by} acknowledged it (${via})${added}`,
      } as const;
      const isInSummary = (await unsettledSpan(transaction, clientId)) !== undefined;
      const acts = new Map([[alertId, act]]);
      await reconcileAlerts(transaction, client, world.links, { mode: "live", now, isInSummary, acts });
      const detail = { alertId, episode, via, receiver, revision };
      await addAuditEntry(transaction, { clientId, at: now, byWhom: by, verb: "acknowledge", detail });
      return { uncovered, revision: row.revision + 1 };
    });
    if (typeof outcome === "string") return { ok: false, reason: outcome };
    onStored?.();
    await tellWorkflow(world, { clientId, alertId, episode, revision: outcome.revision });
    return { ok: true, uncovered: outcome.uncovered };
  },
};

/** As long as a person may have to wait for Temporal, which is not needed for the answer. */
const patienceMs = 3_000;

/**
 * The store has decided; the workflow only has to stop waiting, and the message to be edited. What is not there, or
 * does not answer in time, hears of it from the sweep within a minute; the step of the ladder asks the store anyway.
 */
async function tellWorkflow(
  world: World,
  {
    clientId,
    alertId,
    episode,
    revision,
  }: { readonly clientId: string; readonly alertId: string; readonly episode: number; readonly revision: number },
): Promise<void> {
  try {
    const temporal = await world.temporal();
    await temporal.withDeadline(Date.now() + patienceMs, async () => {
      await temporal.workflow
        .getHandle(alertWorkflowId(clientId, alertId))
        .executeUpdate("acknowledge", {
          args: [{ episode, revision }],
          updateId: `acknowledge-${episode}-${revision}`,
        })
        .catch(whenNotWaiting);
      await wakeSender(temporal, clientId);
    });
  } catch (error) {
    if (explainTemporalError(error) === null && !isTooLate(error)) throw error;
  }
}

/** There is no workflow to stop, or it knows already. */
function whenNotWaiting(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError) && !(error instanceof WorkflowUpdateFailedError)) throw error;
}

function isTooLate(error: unknown): boolean {
  return error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
}
