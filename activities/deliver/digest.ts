import { severityRank } from "../../domain/findings/severity.ts";
import type { AlertDigest, DigestLine } from "../../reports/alert/digest.ts";
import { acknowledgementValue } from "./acknowledgement.ts";
import { readAlert } from "../../storage/reads/alert.ts";
import {
  enqueueDigest,
  settleDigested,
  latestMessageAbout,
  waitingDigests,
  waitingLoudMessages,
} from "../../storage/digests.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import type { ActivityWorld } from "../world.ts";
import type { Attempt } from "./attempt.ts";

/** More messages than these, waiting for longer than this, come as one. */
const mostOneByOne = 10;
const backlogAfterMs = 5 * 60_000;

/**
 * When more than ten messages of a client wait for a channel, each receiver gets one message that says how things are
 * now instead of all of them, as soon as the channel opens again; what begins to wait beside a digest joins it. Before
 * that, whatever may have arrived is looked for.
 *
 * @returns The channels where that still goes on.
 */
export async function gatherDigests(
  { db, now }: ActivityWorld,
  clientId: string,
): Promise<readonly OutboxRow["channel"][]> {
  const at = now();
  const waiting = await waitingLoudMessages(db, clientId);
  const digests = await waitingDigests(db, clientId);
  const gathering: OutboxRow["channel"][] = [];
  for (const [channel, rows] of Map.groupBy(waiting, (row) => row.channel)) {
    const known = digests.filter((digest) => digest.channel === channel);
    const isBacklog = rows.length > mostOneByOne && hasWaited(rows, at);
    if (!isBacklog && known.length === 0) continue;
    if (isBacklog && rows.some(({ state }) => state === "sending")) {
      gathering.push(channel);
      continue;
    }
    for (const [receiver, own] of Map.groupBy(rows, (row) => row.receiver)) {
      const digest = known.find((one) => one.receiver === receiver) ?? null;
      const joins = digest !== null && hasWaited(own, at) && own.every(({ state }) => state === "pending");
      if (joins || (isBacklog && own.length > 1))
        await enqueueDigest(db, { clientId, channel, receiver, rows: own, digest }, at);
    }
  }
  return gathering;
}

function hasWaited(rows: readonly OutboxRow[], at: Date): boolean {
  const oldest = Math.min(...rows.map(({ waiting_since, created_at }) => (waiting_since ?? created_at).getTime()));
  return oldest <= at.getTime() - backlogAfterMs;
}

/** The digest as it stands now. What is over is only counted. */
async function readDigest(world: ActivityWorld, row: OutboxRow): Promise<AlertDigest> {
  const { db, links } = world;
  if (row.message.kind !== "digest") throw new TypeError("This message is no digest.");
  const client = world.client(row.client_id);
  const lines: DigestLine[] = [];
  for (const { alertId, episode } of row.message.alerts) {
    const alert = await readAlert(db, { clientId: row.client_id, alertId });
    if (alert === undefined || alert.episode !== episode || alert.status === "resolved") continue;
    const said = await latestMessageAbout(db, { clientId: row.client_id, alertId, episode });
    lines.push({
      alertId,
      severity: alert.severity,
      headline: said?.headline ?? alert.topic,
      openedAt: alert.opened_at.toISOString(),
      acknowledgedBy: alert.acknowledged_by,
      acknowledge:
        alert.status === "open"
          ? await acknowledgementValue(world, {
              clientId: row.client_id,
              alertId,
              episode,
              receiver: row.receiver,
              revision: alert.revision,
            })
          : null,
    });
  }
  return {
    clientName: client.name,
    timeZone: client.timeZone,
    channel: row.channel,
    since: (row.waiting_since ?? row.created_at).toISOString(),
    lines: lines.sort(
      (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.openedAt.localeCompare(b.openedAt),
    ),
    over: row.message.alerts.length - lines.length,
    dashboardUrl: links.dashboard(`/clients/${row.client_id}`),
  };
}

/** The digest as it is sent now; or that nothing of it is left. */
export async function digestToSend(world: ActivityWorld, row: OutboxRow): Promise<AlertDigest | Attempt> {
  const digest = await readDigest(world, row);
  return digest.lines.length === 0 ? { ended: "dropped", reason: "resolved before it could be sent" } : digest;
}

/** Whoever has the digest has heard of each alert in it: what comes next answers below it. */
export async function confirmDigest(
  world: ActivityWorld,
  row: OutboxRow,
  sent: { readonly externalId: string; readonly place?: { readonly channelId: string; readonly ts: string } },
): Promise<void> {
  const { lines } = await readDigest(world, row);
  await settleDigested(
    world.db,
    row,
    lines.map(({ alertId }) => alertId),
    sent.place ?? null,
    world.now(),
  );
}
