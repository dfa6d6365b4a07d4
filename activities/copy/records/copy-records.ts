import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { planBesideList, planCopy, type CopyPlan, type CopyRequest } from "../../../domain/mirror/mirror.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { leaseMirror, type CopyKind } from "../../../storage/mirror-lease.ts";
import { ensureMirror, readMirrorState } from "../../../storage/mirror-state.ts";
import type { Background } from "../background.ts";
import { bringChanges } from "./bring-changes.ts";
import { bringList } from "./bring-list.ts";
import { outcomeOf, type CopyOutcome } from "./copy-outcome.ts";
import { renewing } from "./renewing.ts";

export interface CopyTools {
  readonly db: StoreHandle;
  readonly pages: RecordPages;
  /** The same for reading beside the audits: what it meets has not changed. Left out: by the same pages. */
  readonly quietPages?: Pick<RecordPages, "recordsById">;
  /** The share of this run in reading what checks need only lately; needed where the task may wait for it. */
  readonly background?: Background | null;
  /** What the token is allowed now; null where HubSpot does not say. Left out: nobody asks. */
  readonly grantedScopes?: () => Promise<readonly string[] | null>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called every few seconds, so that whoever watches knows that this lives. */
  readonly beat?: () => void;
}

export interface CopyTask extends CopyRequest {
  readonly clientId: string;
  readonly type: string;
  /** HubSpot's own word for the type. */
  readonly objectType: string;
  /** Ids of records that people were told about. */
  readonly suspects: readonly string[];
}

const askAgainMs = 500;

/**
 * Brings the mirror of one record type up to date: by what changed since the last copy, or by the whole list when one
 * is due. While another run reads the list, what has changed is copied beside it; only who needs that list itself waits
 * for it. Goes on where a broken copy stopped.
 *
 * @throws {HubSpotError} Everything read before it is stored, with the place to go on from.
 */
export async function copyRecords(tools: CopyTools, task: CopyTask): Promise<CopyOutcome> {
  const { db, sleep } = tools;
  const { clientId, type } = task;
  let plan: typeof planCopy = planCopy;
  for (;;) {
    const state = await readMirrorState(db, clientId, type);
    const { how } = plan(state, task);
    if (how === "reuse") return outcomeOf(tools, task, state, { how, startedAt: state.copiedAt! });
    const outcome = await withLease(tools, task, how, plan);
    if (outcome === "held" && how === "list" && plan === planCopy) {
      plan = planBesideList;
      continue;
    }
    if (typeof outcome !== "string") return outcome;
    if (outcome === "held") await sleep(askAgainMs);
    plan = planCopy;
  }
}

/** "held": another run has it; "otherwise": what has to be copied is something else by now. */
type NotCopied = "held" | "otherwise";

async function withLease(
  tools: CopyTools,
  task: CopyTask,
  kind: CopyKind,
  planOf: typeof planCopy,
): Promise<CopyOutcome | NotCopied> {
  const { db } = tools;
  const { clientId, type, holder, attempt } = task;
  if (kind === "list") await ensureMirror(db, clientId, type);
  const lease = await leaseMirror(db, { clientId, recordType: type, kind }, holder, attempt);
  if (lease === null) return "held";
  return renewing(tools, lease, async () => {
    // Whoever had it before may have done what was to be done.
    const state = await readMirrorState(db, clientId, type);
    const plan: CopyPlan = planOf(state, task);
    if (plan.how !== kind) return "otherwise";
    return plan.how === "list"
      ? bringList({ tools, task, lease, state }, plan)
      : bringChanges({ tools, task, lease, state }, plan);
  });
}
