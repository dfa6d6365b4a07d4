import type { Generated } from "kysely";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { Ending } from "../../domain/findings/ending.ts";
import type { ExclusionKind } from "../../domain/findings/exclusion.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import type { Json } from "./json.ts";
import type { RunMode } from "./runs.ts";

export type FindingStatus = "open" | "resolved";

export type FindingVerdict = "fail" | "pass" | "unknown" | "not-applicable" | "gone";

export type FindingEventKind = "opened" | "reopened" | "worsened" | "eased" | "moved" | "resolved";

export interface FindingTable {
  client_id: string;
  finding_id: string;
  check_id: string;
  topic: Topic;
  subject_type: string;
  subject_id: string;
  subject_label: string;
  subject_url: string | null;
  owner_id: string | null;
  owner_name: string | null;
  severity: Severity;
  status: FindingStatus;
  verdict: FindingVerdict;
  verdict_reason: string | null;
  /** The sentence of an older version; null where it is made from the evidence when it is read. */
  summary: string | null;
  evidence: Json<Evidence>;
  since: Date;
  opened_at: Date;
  first_seen_at: Date;
  last_seen_at: Date;
  last_judged_at: Date;
  resolved_at: Date | null;
  resolved_because: string | null;
  ending: Ending | null;
  rule_key: string | null;
  episode: number;
  event_no: number;
  baseline: boolean;
}

export interface FindingEventTable {
  event_id: Generated<number>;
  client_id: string;
  finding_id: string;
  event_no: number;
  kind: FindingEventKind;
  at: Date;
  /** Null where a person did it. */
  run_id: string | null;
  mode: RunMode;
  severity: Severity;
  /** Since when the finding stood; null in events of an older version. */
  since: Date | null;
  /** Of an end, how it came; of everything else as in a finding. */
  summary: string | null;
  evidence: Json<Evidence>;
  episode: number;
  alert_id: string | null;
  decision: "told" | "not-told" | null;
  because: string | null;
  ending: Ending | null;
  /** Nobody is told, because the first complete look of its check found it. */
  baseline: Generated<boolean>;
}

/** What a person has said of one check on one subject. While it stands here, the check opens nothing about it. */
export interface PastExclusionTable {
  client_id: string;
  subject_type: string;
  subject_id: string;
  kind: ExclusionKind;
  at: Date;
  until: Date | null;
}

export interface ExclusionTable {
  client_id: string;
  finding_id: string;
  check_id: string;
  subject_type: string;
  subject_id: string;
  kind: ExclusionKind;
  reason: string;
  by_whom: string;
  at: Date;
}
