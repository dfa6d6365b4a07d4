import type { ClientConfig } from "../../config/config.ts";
import { everybody, type Notice } from "../../domain/alerting/notice.ts";
import type { Candidate, Held } from "../../domain/alerting/pipeline.ts";
import { episodeKey, keepQuiet, type QuietFacts } from "../../domain/alerting/quiet.ts";
import { runPipeline } from "../../domain/alerting/run-pipeline.ts";
import { partition } from "../../domain/partition.ts";
import { alertStateOf, lockAlerts } from "../../storage/alerts.ts";
import type { AlertState } from "../../domain/alerting/decide-alert.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { openFindings, type FindingRow } from "../../storage/findings.ts";
import { livingNotices } from "../../storage/notices.ts";
import { loadPipelineFacts } from "./pipeline-facts.ts";
import { quietFactsOf, type LookedAt } from "./keep-quiet-notices.ts";

/** How things are for one client: what is open, who may hear of it, and what everybody was told. */
export interface Picture {
  /** By finding id. */
  readonly open: ReadonlyMap<string, Candidate>;
  readonly kept: readonly Candidate[];
  readonly held: readonly Held[];
  /** Those that are not over, of receivers. */
  readonly notices: readonly Notice[];
  /** Those that stand for everybody, of episodes that nobody is told of. */
  readonly quiet: readonly Notice[];
  readonly quietFacts: QuietFacts;
  /** The latest episode of each alert, by its id. */
  readonly alerts: ReadonlyMap<string, AlertState>;
}

/** Reads it, and holds the client's alerts until the transaction ends. */
export async function readPicture(transaction: StoreHandle, client: ClientConfig, run: LookedAt): Promise<Picture> {
  const { clientId } = client;
  const alerts = new Map((await lockAlerts(transaction, clientId)).map((row) => [row.alert_id, alertStateOf(row)]));
  const rows = await openFindings(transaction, clientId);
  const [quiet, notices] = partition(
    await livingNotices(transaction, clientId),
    ({ receiver }) => receiver === everybody,
  );
  const candidates = rows.map(candidateOf);
  const staged = runPipeline(candidates, await loadPipelineFacts(transaction, client, rows, run.now), run.now);
  const told = new Set(notices.filter(({ said }) => said !== null).map(receiverKey));
  const open = new Map(candidates.map((candidate) => [candidate.findingId, candidate]));
  const quietFacts = quietFactsOf(
    open,
    quiet,
    new Set(notices.filter(({ said }) => said !== null).map(episodeKey)),
    run,
  );
  // What somebody was told of stays with them, however mild it grows.
  const [heard, fresh] = partition(staged.kept, (candidate) => told.has(receiverKey(candidate)));
  const unquiet = keepQuiet(fresh, quietFacts, run.now);
  return {
    open,
    kept: [...heard, ...unquiet.kept],
    held: [...staged.held, ...unquiet.held],
    notices,
    quiet,
    quietFacts,
    alerts,
  };
}

const receiverKey = (one: { findingId: string; episode: number; receiver: string | null }) =>
  `${episodeKey(one)}/${one.receiver}`;

function candidateOf(row: FindingRow): Candidate {
  return {
    findingId: row.finding_id,
    episode: row.episode,
    checkId: row.check_id,
    topic: row.topic,
    severity: row.severity,
    subject: { type: row.subject_type, id: row.subject_id },
    ownerId: row.owner_id,
    evidence: row.evidence,
    since: row.since,
    openedAt: row.opened_at,
    isBaseline: row.baseline,
    receiver: null,
  };
}
