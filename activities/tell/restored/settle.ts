import type { Client } from "@temporalio/client";
import type { ClientConfig } from "../../../config/config.ts";
import { addressOn, traitsOf, waysTo, type Address, type ChannelId } from "../../../domain/alerting/channels.ts";
import type { RestoredMessage } from "../../../storage/database.ts";
import { enqueue, type Delivery } from "../../../storage/outbox.ts";
import { markSpan, unsettledSpans, type LostSpan } from "../../../storage/restored/lost-spans.ts";
import { quietenRestored, type QuietenWorld } from "./quieten.ts";
import { restoredAuditWorkflowId } from "../../../domain/ids.ts";

/** After so long the summary goes out without the audits that have not ended: a portal may be closed. */
const patienceMs = 2 * 3_600_000;

/**
 * The way out of mode *restored*, a step at each call: one audit of everything for each client, and when all have ended
 * one summary for each address. What those audits find is in the summary and is told to nobody one by one.
 *
 * @returns How many clients were in that mode.
 */
export async function settleRestored(world: QuietenWorld, temporal: Client): Promise<number> {
  const restored = await quietenRestored(world);
  if (restored.length === 0) return 0;
  const { db, now } = world;
  const spans = await unsettledSpans(db);
  const clients = world.clients();
  const isWaitedFor = (span: LostSpan) =>
    span.judged_at === null &&
    now().getTime() - span.until_at.getTime() < patienceMs &&
    clients.some(({ clientId }) => clientId === span.client_id);
  const waiting = spans.filter(isWaitedFor);
  for (const span of waiting) await startFullAudit(temporal, span);
  if (waiting.length > 0) return restored.length;
  await db.transaction().execute(async (transaction) => {
    await enqueue(transaction, summaries(clients, spans), now());
    for (const span of spans) await markSpan(transaction, span, "settled_at", now());
  });
  return restored.length;
}

async function startFullAudit(temporal: Client, { client_id, until_at }: LostSpan): Promise<void> {
  await temporal.workflow
    .start("auditClient", {
      workflowId: restoredAuditWorkflowId(client_id, until_at.toISOString()),
      workflowIdReusePolicy: "REJECT_DUPLICATE",
      taskQueue: "audit",
      args: [{ clientId: client_id, cadence: "all" }],
    })
    .catch((error: unknown) => {
      if ((error as Error).name !== "WorkflowExecutionAlreadyStartedError") throw error;
    });
}

/** One for each address of anyone who may have been told something, by the first channel that they have. */
function summaries(clients: readonly ClientConfig[], spans: readonly LostSpan[]): readonly Delivery[] {
  const byAddress = new Map<
    string,
    { readonly channel: ChannelId; readonly address: Address; readonly receiver: string; readonly clientIds: string[] }
  >();
  for (const client of clients) {
    if (!spans.some(({ client_id }) => client_id === client.clientId)) continue;
    for (const { receiver, channel, address } of tellable(client)) {
      const key = JSON.stringify(address);
      const entry = byAddress.get(key) ?? { channel, address, receiver, clientIds: [] };
      if (!entry.clientIds.includes(client.clientId)) entry.clientIds.push(client.clientId);
      byAddress.set(key, entry);
    }
  }
  const from = new Date(Math.min(...spans.map(({ from_at }) => from_at.getTime())));
  const until = new Date(Math.max(...spans.map(({ until_at }) => until_at.getTime())));
  return [...byAddress.values()].map(({ channel, address, receiver, clientIds }) => {
    const message: RestoredMessage = {
      kind: "restored",
      from: from.toISOString(),
      until: until.toISOString(),
      clientIds,
    };
    return {
      clientId: clientIds[0]!,
      alertId: null,
      episode: null,
      revision: null,
      channel,
      act: traitsOf(channel).canEdit ? "open" : "mail",
      receiver,
      address,
      message,
      because: "Revwatch was restored from a backup",
    };
  });
}

function tellable({
  receivers,
  routes,
  escalation,
  report,
}: ClientConfig): readonly { receiver: string; channel: ChannelId; address: Address }[] {
  const ids = new Set([...Object.values(routes), ...escalation.flatMap(({ notify }) => notify), ...report.recipients]);
  return receivers
    .filter(({ id }) => ids.has(id))
    .flatMap((receiver) => {
      const way = waysTo(receiver)[0];
      return way === undefined
        ? []
        : [{ receiver: receiver.id, channel: way.channel, address: addressOn(way.channel, way.place) }];
    });
}
