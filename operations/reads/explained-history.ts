import type { Ending } from "../../domain/findings/ending.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import type { FindingEventKind, RunMode } from "../../storage/database.ts";
import type { FindingWords } from "./finding-words.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { readFindingHistory } from "../../storage/reads/finding-history.ts";
import type { World } from "../world.ts";

/** One thing that happened to a finding, and whether people heard of it. */
export interface ExplainedEvent {
  readonly at: string;
  readonly kind: FindingEventKind;
  readonly severity: Severity;
  readonly summary: string;
  readonly evidence: Evidence;
  readonly episode: number;
  /** Null where a person did it. */
  readonly run: { readonly id: string; readonly mode: RunMode; readonly workflowUrl: string | null } | null;
  /** How it ended, by this event; null for every other kind. */
  readonly ending: Ending | null;
  /** Null while the alert stage has not seen it. */
  readonly decision: "told" | "not-told" | null;
  readonly because: string | null;
  readonly alertId: string | null;
}

/** What happened to a finding, oldest first. */
export async function explainHistory(
  { db, links }: Pick<World, "db" | "links">,
  finding: FindingRow,
  words: FindingWords,
): Promise<readonly ExplainedEvent[]> {
  const rows = await readFindingHistory(db, finding.client_id, finding.finding_id);
  return rows.map((row) => ({
    at: row.at.toISOString(),
    kind: row.kind,
    severity: row.severity,
    summary: words.ofEvent(row, finding),
    evidence: row.evidence,
    episode: row.episode,
    run:
      row.run_id === null
        ? null
        : {
            id: row.run_id,
            mode: row.mode,
            workflowUrl: row.workflow_id ? links.workflow(row.workflow_id, row.workflow_run_id ?? undefined) : null,
          },
    ending: row.ending,
    decision: row.decision,
    because: row.because,
    alertId: row.alert_id,
  }));
}
