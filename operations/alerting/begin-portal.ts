import type { ClientConfig } from "../../config/config.ts";
import type { Links } from "../../domain/links.ts";
import { lockAlerts } from "../../storage/alerts.ts";
import { lockClient, mirroredPortal } from "../../storage/clients.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import { findFindings, openFindingsOutside } from "../../storage/findings.ts";
import { findingIdOfPortal, leavePortal, renameFindingsOfPortal } from "../../storage/leave-portal.ts";
import { renameInAlerts } from "../../storage/rename-in-alerts.ts";
import { endUnwatched } from "./end-unwatched.ts";

/**
 * The client's config names another portal than the mirror is a copy of, and the token opens it: a new mirror begins.
 * What is open ends as `unwatched`. Messages change in place, and nobody is told that anything recovered.
 *
 * @returns Whether it was so.
 */
export async function beginPortal(
  { db, links }: { readonly db: StoreHandle; readonly links: Links },
  client: ClientConfig,
  run: { readonly runId: string; readonly mode: RunMode; readonly asOf: Date; readonly now: Date },
): Promise<boolean> {
  const { clientId, portalId } = client;
  if ((await mirroredPortal(db, clientId)) === portalId) return false;
  return db.transaction().execute(async (transaction) => {
    await lockClient(transaction, clientId);
    const before = await mirroredPortal(transaction, clientId);
    if (before === portalId) return false;
    const because = `its portal ${before} is no longer this client's: ${portalId} is`;
    const open = await openFindingsOutside(transaction, clientId, []);
    const untold = "the client has another portal, so this says nothing about it";
    const { asOf: at, now } = run;
    await endUnwatched(transaction, client, links, open, { because, untold, at, run, now });
    const named = new Set(
      (await lockAlerts(transaction, clientId)).flatMap(({ told, covered }) => [...told, ...covered]),
    );
    const rows = await findFindings(transaction, clientId, [...named]);
    const renamed = new Map(rows.map((row) => [row.finding_id, findingIdOfPortal(before ?? "", row)]));
    await renameFindingsOfPortal(transaction, clientId, before ?? "");
    await renameInAlerts(transaction, clientId, await lockAlerts(transaction, clientId), { renamed, ended: new Set() });
    await leavePortal(transaction, clientId, portalId, run.asOf);
    return true;
  });
}
