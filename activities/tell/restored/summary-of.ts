import type { ClientConfig } from "../../../config/config.ts";
import type { Links } from "../../../domain/links.ts";
import { waysTo, type Address } from "../../../domain/alerting/channels.ts";
import type { RestoredSummary } from "../../../domain/alerting/restored-summary.ts";
import { dueReports } from "../../../domain/time/report-due.ts";
import type { RestoredMessage, StoreHandle } from "../../../storage/database.ts";
import { countOpenOf, reportsPutAside, toldAlerts, type ToldAlert } from "../../../storage/restored/summary-facts.ts";

export interface SummaryWorld {
  readonly db: StoreHandle;
  readonly links: Links;
  readonly clients: readonly ClientConfig[];
}

/** What the summary says to everyone at one address, as things stand when it is sent. */
export async function summaryOf(
  { db, links, clients }: SummaryWorld,
  { from, until, clientIds }: RestoredMessage,
  address: Address,
): Promise<RestoredSummary> {
  const concerned = clients.filter(({ clientId }) => clientIds.includes(clientId));
  const span = { from: new Date(from), until: new Date(until) };
  const rows = await Promise.all(
    concerned.map(async (client) => {
      const receivers = receiversAt(client, address);
      return { client, receivers, alerts: await alertsOf(db, client.clientId, receivers) };
    }),
  );
  const putAside = await reportsPutAside(
    db,
    concerned.map(({ clientId }) => clientId),
    span.until,
  );
  return {
    ...span,
    timeZone: concerned[0]?.timeZone ?? "UTC",
    clients: await Promise.all(
      rows.map(async ({ client, alerts }) => ({
        name: client.name,
        openFindings: await countOpenOf(db, client.clientId, [...new Set(alerts.flatMap(({ told }) => told))]),
        unacknowledged: alerts.filter(({ status }) => status === "open").length,
        url: links.dashboard(`/clients/${client.clientId}`),
      })),
    ),
    reports: rows
      .filter(({ client, receivers }) => client.report.recipients.some((id) => receivers.includes(id)))
      .flatMap(({ client }) =>
        weeksOf(client, putAside, span).map((period) => ({
          clientName: client.name,
          period,
          url: links.dashboard(`/clients/${client.clientId}/reports/${period}`),
        })),
      ),
  };
}

/** Those that were due meanwhile, and those that waited in the outbox when the backup was made. */
function weeksOf(
  client: ClientConfig,
  putAside: Awaited<ReturnType<typeof reportsPutAside>>,
  { from, until }: { readonly from: Date; readonly until: Date },
): readonly string[] {
  const waited = putAside.filter(({ clientId }) => clientId === client.clientId).map(({ period }) => period);
  return [
    ...new Set([...waited, ...dueReports(client.report, client.timeZone, from, until).map(({ period }) => period)]),
  ].toSorted();
}

/** The ids under which a client's config knows the people at an address. */
export function receiversAt({ receivers }: ClientConfig, address: Address): readonly string[] {
  return receivers
    .filter((receiver) => waysTo(receiver).some(({ channel, place }) => address[channel] === place))
    .map(({ id }) => id);
}

/** Alerts that are not resolved and that one of these receivers has heard of. */
async function alertsOf(
  db: StoreHandle,
  clientId: string,
  receivers: readonly string[],
): Promise<readonly ToldAlert[]> {
  return (await toldAlerts(db, clientId)).filter(({ receiver, steps, next_step }) =>
    [receiver, ...steps.slice(0, next_step).flatMap((step) => step.receivers)].some((id) => receivers.includes(id)),
  );
}
