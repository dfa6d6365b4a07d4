import type { RunningRevwatch } from "../workers/composition-root.ts";
import { readAlertsOfFinding } from "../storage/reads/alerts-of-finding.ts";
import { readFindingHistory } from "../storage/reads/finding-history.ts";
import { readFindings } from "../storage/reads/findings.ts";
import { readRun } from "../storage/reads/run.ts";
import { findingWords } from "../operations/reads/finding-words.ts";
import { knownClient } from "../operations/reads/known-client.ts";
import type { PanelAct } from "./panel-acts.ts";
import type { Broken } from "./panel-state.ts";
import { alertWorkflowId } from "../domain/ids.ts";

/** How far the product has got with one broken thing. */
export interface Sighting {
  readonly finding: { readonly id: string; readonly summary: string; readonly isOpen: boolean } | null;
  /** Seconds from the press to the finding. */
  readonly seenAfterSeconds: number | null;
  readonly alert: {
    readonly id: string;
    readonly episode: number;
    readonly status: string;
    readonly acknowledgedBy: string | null;
    readonly stepsTaken: number;
    readonly workflowUrl: string | null;
  } | null;
  /** Slack messages about it that have arrived, and when the first one did. */
  readonly messages: number;
  readonly firstMessageAfterSeconds: number | null;
  readonly recoveredAfterSeconds: number | null;
}

const nothing: Sighting = {
  finding: null,
  seenAfterSeconds: null,
  alert: null,
  messages: 0,
  firstMessageAfterSeconds: null,
  recoveredAfterSeconds: null,
};

/** Reads from the product's own store what it knows of what the panel broke. It only looks. */
export async function watchAct(
  { db, world }: RunningRevwatch,
  clientId: string,
  act: PanelAct,
  broken: Broken | null,
): Promise<Sighting> {
  if (broken === null) return nothing;
  const brokenAt = new Date(broken.brokenAt);
  const found = await readFindings(db, clientId, { checkId: act.checkId });
  // A run that had begun before the press can see it already.
  const openedFrom = new Date(brokenAt.getTime() - 15_000);
  const finding = found.find(
    ({ subject_id, opened_at }) => subject_id === act.subjectOf(broken.undo) && opened_at >= openedFrom,
  );
  if (finding === undefined) return nothing;

  const history = await readFindingHistory(db, clientId, finding.finding_id);
  const event = history.findLast(({ kind }) => kind === "opened" || kind === "reopened");
  const run = event?.run_id ? await readRun(db, clientId, event.run_id) : undefined;
  const told = event?.alert_id ? await readAlertsOfFinding(db, clientId, finding.finding_id) : [];
  const { alert, messages = [] } = told.find(({ alert: { alert_id } }) => alert_id === event?.alert_id) ?? {};
  const sent = messages.filter(
    ({ channel, act: done, sent_at }) =>
      channel === "slack" && (done === "open" || done === "reply") && sent_at !== null && sent_at >= brokenAt,
  );
  return {
    finding: {
      id: finding.finding_id,
      summary: findingWords(knownClient(world.config(), clientId)).of(finding, world.now()),
      isOpen: finding.status === "open",
    },
    seenAfterSeconds: secondsBetween(brokenAt, run?.finished_at ?? null),
    alert:
      alert === undefined
        ? null
        : {
            id: alert.alert_id,
            episode: alert.episode,
            status: alert.status,
            acknowledgedBy: alert.acknowledged_by,
            stepsTaken: alert.next_step,
            workflowUrl: world.links.workflow(alertWorkflowId(clientId, alert.alert_id)),
          },
    messages: sent.length,
    firstMessageAfterSeconds: secondsBetween(brokenAt, sent[0]?.sent_at ?? null),
    recoveredAfterSeconds:
      broken.mendedAt === null ? null : secondsBetween(new Date(broken.mendedAt), finding.resolved_at),
  };
}

function secondsBetween(from: Date, until: Date | null): number | null {
  return until === null ? null : Math.max(0, Math.round((until.getTime() - from.getTime()) / 1000));
}
