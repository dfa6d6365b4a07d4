import { checkById } from "../../checks/index.ts";
import type { ClientConfig } from "../../config/config.ts";
import { addressOn, traitsOf, waysTo } from "../../domain/alerting/channels.ts";
import type { Graduation } from "../../domain/alerting/graduation.ts";
import { runPipeline } from "../../domain/alerting/run-pipeline.ts";
import { alertsFrom, ownDecision } from "../../domain/findings/telling.ts";
import type { Links } from "../../domain/links.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { saveTellings, tellingsOf } from "../../storage/check-tellings.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { openFindings } from "../../storage/findings.ts";
import { enqueue, type Delivery } from "../../storage/outbox.ts";
import { candidatesOf } from "./candidates-of.ts";
import { readPeople } from "./people.ts";
import { loadPipelineFacts } from "./pipeline-facts.ts";

export interface Graduating {
  readonly client: ClientConfig;
  readonly links: Links;
  /** Checks that were observed until now, and whose open findings a reconciliation has kept quiet. */
  readonly checkIds: readonly string[];
  /** Left out: their days are over. */
  readonly by?: string;
  readonly now: Date;
}

/**
 * Lets observed checks alert from now on. What is open already stays untold: each receiver who would hear of it gets one
 * line with the count. The caller holds the client's lock.
 *
 * @returns Whether a message was written.
 */
export async function graduateChecks(transaction: StoreHandle, graduating: Graduating): Promise<boolean> {
  const { client, checkIds, by = ownDecision, now } = graduating;
  const { clientId } = client;
  await saveTellings(transaction, clientId, checkIds, { telling: "alert", since: now, byWhom: by });
  const detail = { checkIds, telling: "alert" };
  await addAuditEntry(transaction, { clientId, at: now, byWhom: by, verb: "alert-check", detail });
  const deliveries = await linesOf(transaction, graduating);
  await enqueue(transaction, deliveries, now);
  return deliveries.length > 0;
}

/**
 * Lets those alert that were observed for as long as the client's setting says.
 *
 * @returns Whether a message was written.
 */
export async function graduateDue(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  now: Date,
): Promise<boolean> {
  const enabled = new Set(client.monitors.map(({ checkId }) => checkId));
  const due = [...(await tellingsOf(transaction, client.clientId))].filter(([checkId, telling]) => {
    const from = alertsFrom(telling, client.observeDays);
    return enabled.has(checkId) && from !== null && from <= now;
  });
  if (due.length === 0) return false;
  return graduateChecks(transaction, { client, links, checkIds: due.map(([checkId]) => checkId), now });
}

/** One message a receiver and way. Whoever asked for quiet, by a silence or a window, gets none. */
async function linesOf(
  transaction: StoreHandle,
  { client, links, checkIds, now }: Graduating,
): Promise<readonly Delivery[]> {
  const { clientId } = client;
  const open = (await openFindings(transaction, clientId)).filter((row) => checkIds.includes(row.check_id));
  if (open.length === 0) return [];
  const people = await readPeople(transaction, client);
  const facts = await loadPipelineFacts(transaction, client, { open, people, notices: [] }, now);
  const { kept } = runPipeline(candidatesOf(open, people), facts, now);
  return [...Map.groupBy(kept, ({ receiver }) => receiver!)].flatMap(([receiver, own]) => {
    const place = client.receivers.find(({ id }) => id === receiver);
    if (place === undefined) return [];
    const checks = [...Map.groupBy(own, ({ checkId }) => checkId)]
      .map(([checkId, some]) => ({ title: checkById(checkId)?.failureTitle ?? checkId, open: some.length }))
      .toSorted((a, b) => b.open - a.open || a.title.localeCompare(b.title));
    const graduation: Graduation = {
      clientName: client.name,
      checks,
      url: links.dashboard(`/clients/${clientId}`),
    };
    return waysTo(place).map(({ channel, place: where }): Delivery => {
      return {
        clientId,
        alertId: null,
        episode: null,
        revision: null,
        channel,
        act: traitsOf(channel).canEdit ? "open" : "mail",
        receiver,
        address: addressOn(channel, where),
        message: { kind: "graduated", period: now.toISOString(), graduation },
        because: "checks that were observed alert from now on",
      };
    });
  });
}
