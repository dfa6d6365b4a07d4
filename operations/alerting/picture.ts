import type { ClientConfig } from "../../config/config.ts";
import { everybody, type Notice } from "../../domain/alerting/notice.ts";
import type { Candidate, Held } from "../../domain/alerting/pipeline.ts";
import { episodeKey, keepQuiet, type QuietFacts } from "../../domain/alerting/quiet.ts";
import { cap, capFactsOf } from "../../domain/alerting/cap.ts";
import { runPipeline } from "../../domain/alerting/run-pipeline.ts";
import { partition } from "../../domain/partition.ts";
import { alertStateOf, lockAlerts } from "../../storage/alerts.ts";
import type { AlertState } from "../../domain/alerting/decide-alert.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { openFindings } from "../../storage/findings.ts";
import { livingNotices } from "../../storage/notices.ts";
import { candidatesOf } from "./candidates-of.ts";
import { readEndsHeld } from "./ends-held.ts";
import { readPeople } from "./people.ts";
import { tendSilences } from "./tend-silences.ts";
import { loadPipelineFacts } from "./pipeline-facts.ts";
import { quietFactsOf, type LookedAt } from "./keep-quiet-notices.ts";

/** How things are for one client: what is open, who may hear of it, and what everybody was told. */
export interface Picture {
  /** By finding id. */
  readonly open: ReadonlyMap<string, Candidate>;
  readonly kept: readonly Candidate[];
  readonly held: readonly Held[];
  /** Ended findings whose end is not to be told before an instant, because they may come back. */
  readonly endsHeld: ReadonlyMap<string, Date>;
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
  const people = await readPeople(transaction, client);
  const candidates = candidatesOf(rows, people);
  await tendSilences(transaction, client, { open: candidates, people }, run.now);
  const facts = await loadPipelineFacts(transaction, client, { open: rows, people, notices }, run.now);
  const staged = runPipeline(candidates, facts, run.now);
  const told = new Set(notices.filter(({ said }) => said !== null).map(receiverKey));
  const open = new Map(candidates.map((candidate) => [candidate.findingId, candidate]));
  const quietFacts = quietFactsOf(open, quiet, notices, { ...run, ...facts.observe });
  // What somebody was told of stays with them, however mild it grows.
  const [heard, fresh] = partition(staged.kept, (candidate) => told.has(receiverKey(candidate)));
  const unquiet = keepQuiet(fresh, quietFacts, run.now);
  const capped = cap([...heard, ...unquiet.kept], capFactsOf(notices), run.now);
  return {
    open,
    kept: capped.kept,
    held: [...staged.held, ...unquiet.held, ...capped.held],
    endsHeld: await readEndsHeld(
      transaction,
      clientId,
      { notices, isOpen: (id) => open.has(id), flap: facts.flap },
      run.now,
    ),
    notices,
    quiet,
    quietFacts,
    alerts,
  };
}

const receiverKey = (one: { findingId: string; episode: number; receiver: string | null }) =>
  `${episodeKey(one)}/${one.receiver}`;
