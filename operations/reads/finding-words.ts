import { sayFinding } from "../../checks/say-finding.ts";
import { businessTimeOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { FindingEventTable, FindingTable } from "../../storage/database.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";

type Finding = Pick<FindingTable, "check_id" | "subject_label" | "summary" | "since" | "resolved_at"> & {
  readonly evidence: Evidence;
};
type Event = Pick<FindingEventTable, "kind" | "summary" | "at" | "since"> & { readonly evidence: Evidence };

export interface FindingWords {
  /** What is wrong, as somebody reads it now; of one that has ended, what was wrong at its end. */
  of(finding: Finding, now: Date): string;
  /** What was seen then; of an end, how it came. */
  ofEvent(event: Event, finding: Pick<Finding, "check_id" | "subject_label">): string;
}

/** Makes the sentences of one client's findings, in its own calendar. */
export function findingWords(client: ClientConfig): FindingWords {
  const businessTime = businessTimeOf(client);
  return {
    of: ({ check_id, subject_label, summary, evidence, since, resolved_at }, now) =>
      sayFinding(
        { checkId: check_id, label: subject_label, summary, evidence, since, endedAt: resolved_at },
        now,
        businessTime,
      ),
    ofEvent({ kind, summary, evidence, at, since }, { check_id, subject_label }) {
      if (kind === "resolved") return summary ?? "it has ended";
      const finding = { checkId: check_id, label: subject_label, summary, evidence, since: since ?? at, endedAt: null };
      return sayFinding(finding, at, businessTime);
    },
  };
}
