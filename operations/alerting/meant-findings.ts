import { z } from "zod";
import type { ClientConfig } from "../../config/config.ts";
import { isAddressed, toldAt } from "../../storage/alert-audience.ts";
import { alertStateOf, lockAlert } from "../../storage/alerts.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { findFindings, type FindingRow } from "../../storage/findings.ts";
import { Refused } from "../operation.ts";
import { knownClient } from "../reads/known-client.ts";
import { locateFinding } from "../reads/locate-finding.ts";
import type { World } from "../world.ts";

/** Which findings a person means: one by its id, or those that an alert listed at the revision that was displayed. */
export const findingsMeant = {
  findingId: z.string().min(1).max(500).optional(),
  alertId: z.string().min(1).max(200).optional(),
  /** The revision that was displayed; null for the present one. */
  revision: z.int().nullable().default(null),
  /** Needed for an alert, and where two clients have a finding of that id. */
  clientId: z.string().optional(),
  /** Whose message the button stands in; null where none is known. */
  receiver: z.string().nullable().default(null),
} as const;

export const via = z.enum(["slack", "dashboard", "email", "cli"]);
export const by = z.string().trim().min(1, "Say who does this.").max(80);
export const reason = z.string().trim().min(1, "Say why.").max(300);

interface Meant {
  readonly findingId?: string | undefined;
  readonly alertId?: string | undefined;
  readonly revision: number | null;
  readonly clientId?: string | undefined;
  readonly receiver: string | null;
}

/** @throws {Refused} When nothing is named, or what is named is not there. */
export async function clientMeant(world: Pick<World, "config" | "db">, meant: Meant): Promise<ClientConfig> {
  if (meant.findingId !== undefined)
    return (await locateFinding(world, { findingId: meant.findingId, clientId: meant.clientId })).client;
  if (meant.alertId === undefined || meant.clientId === undefined)
    throw new Refused("Name a finding, or a client and one of its alerts. `revwatch alerts` lists them.");
  return knownClient(world.config(), meant.clientId);
}

/**
 * Those that are open, under the client's lock, with the receiver whose alert it is; null for a finding by its id.
 *
 * @throws {Refused} When none is open, or the message was for somebody who is not told of the alert any more.
 */
export async function openFindingsMeant(
  transaction: StoreHandle,
  { clientId }: ClientConfig,
  world: Pick<World, "config" | "db">,
  meant: Meant,
): Promise<{ readonly open: readonly FindingRow[]; readonly receiver: string | null }> {
  if (meant.findingId !== undefined) {
    const { row } = await locateFinding({ ...world, db: transaction }, { findingId: meant.findingId, clientId });
    if (row.status !== "open") throw new Refused("This finding has ended already.");
    return { open: [row], receiver: meant.receiver };
  }
  const row = await lockAlert(transaction, { clientId, alertId: meant.alertId! });
  if (row === undefined) throw new Refused("There is no such alert. `revwatch alerts` lists them.");
  if (meant.receiver !== null && !(await isAddressed(transaction, row, meant.receiver)))
    throw new Refused("This message was for someone who is no longer told of this alert. Use the dashboard.");
  const displayed = meant.revision === null ? alertStateOf(row).told : await toldAt(transaction, row, meant.revision);
  const open = (await findFindings(transaction, clientId, [...displayed])).filter(({ status }) => status === "open");
  if (row.status === "resolved" || open.length === 0) throw new Refused("This alert is resolved already.");
  return { open, receiver: row.receiver };
}
