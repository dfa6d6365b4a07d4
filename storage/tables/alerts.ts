import type { Generated } from "kysely";
import type { AlertStatus, LadderStep } from "../../domain/alerting/alert.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { Json } from "./json.ts";

export type AlertEventKind =
  | "opened"
  | "changed"
  | "worsened"
  | "acknowledged"
  | "escalated"
  | "handed-over"
  | "reminder"
  | "recovered";

export interface AlertTable {
  client_id: string;
  alert_id: string;
  receiver: string;
  topic: Topic;
  episode: number;
  status: AlertStatus;
  revision: number;
  severity: Severity;
  opened_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  covered: Json<readonly string[]>;
  told: Json<readonly string[]>;
  steps: Json<readonly LadderStep[]>;
  next_step: number;
  announced_revision: Generated<number>;
  resolved_at: Date | null;
  updated_at: Date;
  workflow_id: string | null;
}

export interface AlertEventTable {
  event_id: Generated<number>;
  client_id: string;
  alert_id: string;
  episode: number;
  revision: number;
  kind: AlertEventKind;
  at: Date;
  by_whom: string | null;
  detail: string;
  finding_ids: Json<readonly string[]>;
}
