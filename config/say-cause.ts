import { sayFinding } from "../checks/say-finding.ts";
import type { BusinessTime } from "../domain/business-time.ts";
import type { Evidence } from "../domain/findings/verdict.ts";

/** A finding as a row of the store has it. */
interface StoredRow {
  readonly check_id: string;
  readonly subject_label: string;
  readonly summary: string | null;
  readonly evidence: Evidence;
  readonly since: Date;
}

/** The sentence of a finding from which others follow, without its full stop, in words that stay true. */
export function sayCause(row: StoredRow, businessTime: BusinessTime): string {
  const { check_id: checkId, subject_label: label, summary, evidence, since } = row;
  return sayFinding({ checkId, label, summary, evidence, since, endedAt: null }, null, businessTime).replace(/\.$/, "");
}
