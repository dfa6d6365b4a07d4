import type { ClientConfig } from "../../config/config.ts";
import type { Links } from "../../domain/links.ts";
import { sayDeleted } from "../../domain/redaction.ts";
import { lockAlerts } from "../../storage/alerts.ts";
import { lockClient } from "../../storage/clients.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import {
  findingIdOfNobody,
  findingsOfPerson,
  idsOfPerson,
  namesOfPerson,
  redactFindings,
  removePerson,
} from "../../storage/forget-contact.ts";
import {
  findFinding,
  saveFindingEvents,
  saveFindings,
  type FindingEventInsert,
  type FindingInsert,
} from "../../storage/findings.ts";
import { moveProblem } from "../../storage/problems.ts";
import { forgetChoices } from "../../storage/move-choices.ts";
import { redactKept } from "../../storage/redact-kept.ts";
import { redactSent } from "../../storage/redact-sent.ts";
import { renameInAlerts } from "../../storage/rename-in-alerts.ts";
import { unsettledSpan } from "../../storage/restored/lost-spans.ts";
import { reconcileAlerts } from "./reconcile-alerts.ts";

export interface Leaving {
  readonly contactId: string;
  /** Why this happens: a run that found them deleted, or a person. */
  readonly runId: string | null;
  readonly mode: RunMode;
  /** The instant in the client's world, and the present. */
  readonly asOf: Date;
  readonly now: Date;
}

/** What was found of a person. */
export interface Forgotten {
  readonly findings: number;
  readonly ended: number;
  readonly slackEdits: number;
}

/**
 * What leaves, leaves everywhere: a person who was deleted goes from the mirror, touches, hands, findings, events, kept
 * messages and reports, and what Slack shows of them is edited. Open findings end as `deleted`; each stays as a count
 * without a name. Sent mail and backups are out of reach.
 */
export async function forgetPerson(
  { db, links }: { readonly db: StoreHandle; readonly links: Links },
  client: ClientConfig,
  { contactId, runId, mode, asOf, now }: Leaving,
): Promise<Forgotten> {
  const { clientId } = client;
  return db.transaction().execute(async (transaction) => {
    await lockClient(transaction, clientId);
    const ids = await idsOfPerson(transaction, clientId, contactId);
    const findings = await findingsOfPerson(transaction, clientId, ids);
    const names = await namesOfPerson(transaction, clientId, ids, findings);
    const renamed = new Map(findings.map((row) => [row.finding_id, findingIdOfNobody(row)]));
    for (const { finding_id } of findings) await moveProblem(transaction, clientId, finding_id, null);
    await redactFindings(transaction, clientId, { renamed });
    await renameInAlerts(transaction, clientId, await lockAlerts(transaction, clientId), { renamed, ended: new Set() });
    const sent =
      findings.length === 0 && names.length === 0
        ? []
        : await redactKept(transaction, clientId, { names, recordIds: ids, renamed });
    await forgetChoices(transaction, clientId, { findingIds: [...renamed.keys()], recordIds: ids });
    await removePerson(transaction, clientId, ids, asOf);

    const open = findings.filter(({ status }) => status === "open").map(({ finding_id }) => renamed.get(finding_id)!);
    const ended: FindingInsert[] = [];
    const events: FindingEventInsert[] = [];
    for (const findingId of open) {
      const row = (await findFinding(transaction, clientId, findingId))!;
      const ending = { ending: "deleted", event_no: row.event_no + 1 } as const;
      ended.push({
        ...row,
        evidence: "{}",
        status: "resolved",
        verdict: "gone",
        last_judged_at: row.last_judged_at > asOf ? row.last_judged_at : asOf,
        resolved_at: asOf,
        resolved_because: sayDeleted,
        ...ending,
      });
      events.push({
        client_id: clientId,
        finding_id: findingId,
        kind: "resolved",
        at: asOf,
        run_id: runId,
        mode,
        severity: row.severity,
        since: row.since,
        summary: sayDeleted,
        evidence: "{}",
        episode: row.episode,
        alert_id: null,
        decision: null,
        because: null,
        ...ending,
      });
    }
    await saveFindings(transaction, ended);
    await saveFindingEvents(transaction, events);
    const isInSummary = (await unsettledSpan(transaction, clientId)) !== undefined;
    if (events.length > 0) await reconcileAlerts(transaction, client, links, { mode, now, isInSummary, events });
    await redactSent(transaction, sent, now);
    return { findings: findings.length, ended: open.length, slackEdits: sent.length };
  });
}
