import { alertContext } from "../../config/alert-context.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { Links } from "../../domain/links.ts";
import { alertStateOf, lockAlerts, lockOpenAlerts } from "../../storage/alerts.ts";
import { lockClient, mirroredPortal } from "../../storage/clients.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import { findFindings, openFindingsOutside, saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import { findingIdOfPortal, leavePortal, renameFindingsOfPortal } from "../../storage/leave-portal.ts";
import { renameInAlerts } from "../../storage/rename-in-alerts.ts";
import { reviseAlert } from "../../storage/revise-alert.ts";

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
    const ended = open.map((row) => ({
      ...row,
      evidence: JSON.stringify(row.evidence),
      status: "resolved" as const,
      verdict_reason: null,
      last_judged_at: row.last_judged_at > run.asOf ? row.last_judged_at : run.asOf,
      resolved_at: run.asOf,
      resolved_because: because,
      ending: "unwatched" as const,
      event_no: row.event_no + 1,
    }));
    await saveFindings(transaction, ended);
    await saveFindingEvents(
      transaction,
      ended.map((row) => ({
        client_id: clientId,
        finding_id: row.finding_id,
        event_no: row.event_no,
        kind: "resolved" as const,
        at: run.asOf,
        run_id: run.runId,
        mode: run.mode,
        severity: row.severity,
        since: row.since,
        summary: because,
        evidence: row.evidence,
        episode: row.episode,
        alert_id: null,
        decision: "not-told" as const,
        because: "the client has another portal, so this says nothing about it",
        ending: row.ending,
      })),
    );
    for (const row of await lockOpenAlerts(transaction, clientId)) {
      const alert = alertStateOf(row);
      const { receiver, topic } = row;
      await reviseAlert(
        transaction,
        alertContext(client, links),
        { clientId, receiver, topic },
        { ...alert, status: "resolved", revision: alert.revision + 1, resolvedAt: run.now },
        { occasion: "recovered", notify: false, byWhom: null, detail: because, concerned: alert.told, fresh: [] },
        run.now,
      );
    }
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
