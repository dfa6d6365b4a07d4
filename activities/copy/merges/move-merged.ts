import { reconcileAlerts } from "../../../operations/alerting/reconcile-alerts.ts";
import { recordUrl } from "../../../connectors/hubspot/record-url.ts";
import { countOf } from "../../../domain/duration.ts";
import { lastSurvivor } from "../../../domain/mirror/merges.ts";
import { lockAlerts } from "../../../storage/alerts.ts";
import { lockClient, uiDomainOf } from "../../../storage/clients.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { markMoved, survivorsOf, unmovedMerges } from "../../../storage/merged-records.ts";
import { moveHands } from "../../../storage/hands/whose-hands.ts";
import { removeRecords } from "../../../storage/mirror.ts";
import { moveChoices, moveChosenSubject } from "../../../storage/move-choices.ts";
import { moveExclusions } from "../../../storage/move-exclusions.ts";
import { moveFindings, type MovedFindings } from "../../../storage/move-findings.ts";
import { moveTouches } from "../../../storage/move-touches.ts";
import { renameInAlerts } from "../../../storage/rename-in-alerts.ts";
import type { RunName } from "../../shapes.ts";
import type { ActivityWorld } from "../../world.ts";

/**
 * A merge is a move: what hung on a record that became part of another goes over to the record that is left, before
 * anything is judged. Nobody hears of it; messages that name the former one are changed in place.
 *
 * @returns Whether an alert changed, so that its workflow and the sender have to hear of it.
 */
export async function moveMerged(
  world: Pick<ActivityWorld, "client" | "db" | "links" | "now">,
  run: RunName,
): Promise<boolean> {
  const { db, links, now } = world;
  const { clientId } = run;
  // Most runs have none, and take no lock for that.
  if ((await unmovedMerges(db, clientId, { isProven: true })).length === 0) return false;
  const client = world.client(clientId);
  const uiDomain = await uiDomainOf(db, clientId);
  return db.transaction().execute(async (transaction) => {
    await lockClient(transaction, clientId);
    const merges = await unmovedMerges(transaction, clientId, { isProven: true });
    const alerts = await lockAlerts(transaction, clientId);
    let rows = alerts;
    const changed = new Set<string>();
    for (const { recordType, formerId } of merges) {
      const survivorId = await finalSurvivor(transaction, clientId, recordType, formerId);
      if (survivorId !== null) {
        const { runId, mode } = run;
        const named = { subjectType: recordType, formerId, survivorId };
        const move = {
          clientId,
          ...named,
          survivorUrl: recordUrl(uiDomain, client.portalId, recordType, survivorId),
          runId,
          mode,
          asOf: new Date(run.asOf),
        };
        if (recordType === "contact") {
          await moveTouches(transaction, clientId, { formerId, survivorId });
          await moveHands(transaction, clientId, formerId, survivorId);
        }
        await moveExclusions(transaction, clientId, named);
        const moved = await moveFindings(transaction, move);
        rows = await renamed(transaction, clientId, rows, moved, changed);
        await moveChoices(transaction, clientId, moved.renamed);
        await moveChosenSubject(transaction, clientId, named);
        await removeRecords(transaction, clientId, recordType, [formerId]);
      }
      await markMoved(transaction, clientId, recordType, formerId, now());
    }
    const toRevise = rows.filter(({ alert_id, status }) => changed.has(alert_id) && status !== "resolved");
    if (toRevise.length === 0 || run.mode === "baseline" || run.mode === "history") return false;
    return reconcileAlerts(transaction, client, links, {
      mode: run.mode,
      now: now(),
      isInSummary: false,
      inPlace: `${countOf(merges.length, "record was", "records were")} merged into others in HubSpot`,
      touched: new Set(toRevise.map(({ alert_id }) => alert_id)),
    });
  });
}

async function renamed<Row extends Parameters<typeof renameInAlerts>[2][number]>(
  transaction: StoreHandle,
  clientId: string,
  rows: readonly Row[],
  moved: MovedFindings,
  changed: Set<string>,
): Promise<readonly Row[]> {
  const anew = new Map(
    (await renameInAlerts(transaction, clientId, rows, moved)).map((row) => [row.alert_id, row as Row]),
  );
  for (const id of anew.keys()) changed.add(id);
  return rows.map((row) => anew.get(row.alert_id) ?? row);
}

/** A record that was merged may have been merged again since. */
async function finalSurvivor(
  db: StoreHandle,
  clientId: string,
  recordType: string,
  formerId: string,
): Promise<string | null> {
  const survivorOf = new Map<string, string>();
  for (let ids = [formerId]; ids.length > 0;) {
    const found = await survivorsOf(db, clientId, recordType, ids);
    ids = [...found.values()].filter((id) => !survivorOf.has(id));
    for (const [former, survivor] of found) survivorOf.set(former, survivor);
  }
  return lastSurvivor(formerId, survivorOf);
}
