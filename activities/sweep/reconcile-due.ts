import { hasEndedAcceptance } from "../../operations/alerting/has-ended-acceptance.ts";
import { reconcileAlerts } from "../../operations/alerting/reconcile-alerts.ts";
import { alertPolicyHash } from "../../config/alert-policy-hash.ts";
import { alertPolicyOf, lockClient } from "../../storage/clients.ts";
import { hasDueNotices } from "../../storage/notices.ts";
import { hasIdleSilences } from "../../storage/silences.ts";
import { unsettledSpan } from "../../storage/restored/lost-spans.ts";
import type { ActivityWorld } from "../world.ts";

/**
 * Looks anew at a client for whom time has ended a silence, a window or an acknowledgement, whose ladder nobody has
 * climbed, or whose routes, ladder or hours were changed since.
 */
export async function reconcileDue({ db, client, links, now }: ActivityWorld, clientId: string): Promise<number> {
  const policy = await alertPolicyOf(db, clientId);
  const isChanged = policy !== undefined && policy !== alertPolicyHash(client(clientId), now());
  const isDue =
    (await hasDueNotices(db, clientId, now())) ||
    (await hasIdleSilences(db, clientId, now())) ||
    (await hasEndedAcceptance(db, clientId, now()));
  if (!isChanged && !isDue) return 0;
  const hasNews = await db.transaction().execute(async (transaction) => {
    await lockClient(transaction, clientId);
    const isInSummary = (await unsettledSpan(transaction, clientId)) !== undefined;
    const look = { mode: "live", now: now(), isInSummary, mayClimb: true } as const;
    return reconcileAlerts(transaction, client(clientId), links, look);
  });
  return hasNews ? 1 : 0;
}
