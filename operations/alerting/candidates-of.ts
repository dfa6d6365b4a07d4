import type { Candidate } from "../../domain/alerting/pipeline.ts";
import type { FindingRow } from "../../storage/findings.ts";
import type { People } from "./people.ts";

/** Open findings as the stages of the alert pipeline see them. Pipeline and form stand in the evidence. */
export function candidatesOf(
  open: readonly FindingRow[],
  { teamsOfOwner }: Pick<People, "teamsOfOwner">,
): readonly Candidate[] {
  return open.map((row) => ({
    findingId: row.finding_id,
    episode: row.episode,
    checkId: row.check_id,
    topic: row.topic,
    severity: row.severity,
    subject: { type: row.subject_type, id: row.subject_id },
    ownerId: row.owner_id,
    teams: row.owner_id === null ? [] : (teamsOfOwner.get(row.owner_id) ?? []),
    pipeline: textIn(row, "pipeline"),
    form: textIn(row, "raisedHandOn"),
    evidence: row.evidence,
    since: row.since,
    openedAt: row.opened_at,
    isBaseline: row.baseline,
    receiver: null,
  }));
}

function textIn({ evidence }: FindingRow, name: string): string | null {
  const value = evidence[name];
  return typeof value === "string" ? value : null;
}
