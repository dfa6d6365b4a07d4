import type { StageName } from "../../domain/alerting/pipeline.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { Json } from "./json.ts";

export interface NoticeTable {
  client_id: string;
  finding_id: string;
  /** Of the finding. */
  episode: number;
  /** "" for everybody. */
  receiver: string;
  topic: Topic;
  state: "told" | "held" | "over";
  stage: StageName;
  because: string;
  until_at: Date | null;
  quiet_severity: Severity | null;
  said_severity: Severity | null;
  said_owner: string | null;
  said_revision: number | null;
  said_at: Date | null;
  heard_severity: Severity | null;
  heard_state: "open" | "over" | null;
  heard_revision: number | null;
  heard_at: Date | null;
  ladder_from: Date | null;
  climbed: Json<readonly string[]>;
  covered_by: string | null;
  covered_receiver: string | null;
  covered_at: Date | null;
  covered_until: Date | null;
  superseded_by: string | null;
  changed_at: Date;
}

/** Something that keeps coming back, and what causes it. */
export interface ProblemTable {
  client_id: string;
  finding_id: string;
  reopened: number;
  /** A receiver. */
  asked_of: string;
  asked_at: Date;
  cause: string | null;
  cause_by: string | null;
  cause_at: Date | null;
}
