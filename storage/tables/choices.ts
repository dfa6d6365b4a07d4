import type { Generated } from "kysely";
import type { Matcher } from "../../domain/alerting/matcher.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { Json } from "./json.ts";

export interface SilenceTable {
  client_id: string;
  silence_id: string;
  matcher: Json<Matcher>;
  reason: string;
  by_whom: string;
  created_at: Date;
  until: Date;
  /** When something that was open matched it; null while nothing has. */
  last_matched_at: Date | null;
  /** Before its time. */
  ended_at: Date | null;
  /** Null where it ended by itself. */
  ended_by: string | null;
}

export interface SnoozeTable {
  client_id: string;
  finding_id: string;
  episode: number;
  receiver: string;
  severity: Severity;
  by_whom: string;
  at: Date;
  until: Date;
}

export interface AcceptanceTable {
  client_id: string;
  finding_id: string;
  check_id: string;
  subject_type: string;
  subject_id: string;
  /** The accepted part of the evidence, as JSON. */
  value: string;
  severity: Severity;
  reason: string;
  by_whom: string;
  at: Date;
  until: Date;
}

export interface AssignmentTable {
  client_id: string;
  finding_id: string;
  episode: number;
  /** A receiver's id. */
  assignee: string;
  by_whom: string;
  at: Date;
}

export interface NoteTable {
  client_id: string;
  note_id: Generated<number>;
  finding_id: string;
  episode: number;
  text: string;
  by_whom: string;
  at: Date;
}
