import type { ClientConfig } from "../config/config.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";
import type { RecordType } from "../domain/mirror/records.ts";
import { measurePortal } from "./cost/measure-portal.ts";
import { requestsOfDay, type CadenceCost } from "./cost/requests-of-day.ts";
import { Refused } from "./operation.ts";

/** What watching one client asks of HubSpot, reckoned before anything is switched on. */
export interface ClientCost {
  readonly schemaVersion: 1;
  readonly clientId: string;
  readonly asOf: string;
  readonly records: { readonly [Type in RecordType]?: number };
  /** What the portal does not let us read, and so costs nothing. */
  readonly unreadable: readonly string[];
  readonly cadences: readonly CadenceCost[];
  /** Requests a day for the lists by which deletions and merges show. */
  readonly lists: number;
  /** Requests a day, all together. */
  readonly total: number;
  /** API calls that the portal has a day; null where HubSpot does not say. */
  readonly dailyLimit: number | null;
  /** The total in percent of them. */
  readonly percent: number | null;
  /** Requests of the first audit, once. */
  readonly firstAudit: number;
}

/**
 * Reckons the requests of a day like the last one, from how large the portal is and what each reading of its settings
 * takes.
 *
 * @param sent - How many requests the portal has been sent so far.
 * @throws {Refused} When the token opens another portal.
 * @throws {HubSpotError} When HubSpot is away or refuses the token.
 */
export async function costClient(
  client: Pick<ClientConfig, "clientId" | "portalId" | "monitors" | "cadences">,
  portal: HubSpotPortal,
  { sent, now }: { readonly sent: () => number; readonly now: Date },
): Promise<ClientCost> {
  const { clientId } = client;
  const { portalId } = await portal.accountDetails();
  if (portalId !== client.portalId)
    throw new Refused(`The token opens portal ${portalId}, and clients/${clientId}.yaml names ${client.portalId}.`);
  const { sizes, dailyLimit, unreadable } = await measurePortal(portal, client, { sent, now });
  const { cadences, lists, total, firstAudit } = requestsOfDay(client, sizes);
  return {
    schemaVersion: 1,
    clientId,
    asOf: now.toISOString(),
    records: sizes.records,
    unreadable,
    cadences,
    lists,
    total,
    dailyLimit,
    percent: dailyLimit === null || dailyLimit === 0 ? null : Math.round((1_000 * total) / dailyLimit) / 10,
    firstAudit,
  };
}
