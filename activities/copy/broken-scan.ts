import { HubSpotForbidden, type HubSpotError } from "../../connectors/hubspot/errors.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { portalTimeZoneOf, saveAccess } from "../../storage/clients.ts";
import { refusalOf } from "../plan/portal-access.ts";
import type { ActivityWorld } from "../world.ts";

/**
 * What a receipt says of the error that ended its scan. An error that closes the whole portal (a revoked token, a move,
 * the end of the day's allowance) is kept for the client at once, and not only when the next run asks.
 */
export async function describeBreak(
  { db, client, now }: ActivityWorld,
  clientId: string,
  error: HubSpotError,
): Promise<Pick<ScanReceipt, "reason" | "isForbidden" | "scopes" | "access">> {
  const timeZone = (await portalTimeZoneOf(db, clientId)) ?? client(clientId).timeZone;
  const access = refusalOf(error, { now: now(), timeZone });
  if (access !== null) await saveAccess(db, clientId, access, null, now());
  return {
    reason: access?.reason ?? (error instanceof HubSpotForbidden ? error.reason : error.message),
    ...(access === null ? {} : { access }),
    ...(error instanceof HubSpotForbidden ? { isForbidden: true, scopes: error.scopes } : {}),
  };
}
