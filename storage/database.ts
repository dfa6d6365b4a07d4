import type { Generated } from "kysely";
import type { PortalAccess } from "../domain/access.ts";
import type { AlertMessage, AlertStatus, LadderStep } from "../domain/alerting/alert.ts";
import type { Address, DeliveryAct } from "../domain/alerting/plan-deliveries.ts";
import type { ErrorClass } from "../domain/error-class.ts";
import type { CheckOutcomeStatus, RunCounts, Score } from "../domain/reporting/score.ts";
import type { ScanStatus, ScanSubject } from "../domain/mirror/scan.ts";
import type { HandStateTable, HandTable, HandTurnTable } from "./hand-tables.ts";
import type {
  AllowanceSliceTable,
  AllowanceTable,
  CapabilityTable,
  ConfigVersionTable,
  Json,
  LeftRecordTable,
  MergedRecordTable,
  MirrorStateTable,
  PropertySetTable,
  RecordTable,
  TouchTable,
} from "./mirror-tables.ts";
import type { Ending } from "../domain/findings/ending.ts";
import type { ExclusionKind } from "../domain/findings/exclusion.ts";
import type { Severity } from "../domain/findings/severity.ts";
import type { Topic } from "../domain/alerting/topic.ts";
import type { Evidence } from "../domain/findings/verdict.ts";
import type { AlarmKind, AlarmState } from "../domain/watch/alarm.ts";
import type { WeeklyReport } from "../domain/reporting/weekly-report.ts";

export type { Address, DeliveryAct };

export type { CapabilityState } from "./mirror-tables.ts";
export type RunMode = "baseline" | "live" | "late" | "history";
export type RunStatus = "running" | "complete" | "partial" | "failed";
/** What a run of "all" reads counts for each of these. */
export type ReadingCadence = "fast" | "hourly" | "daily";
export type FindingStatus = "open" | "resolved";
export type FindingVerdict = "fail" | "pass" | "unknown" | "not-applicable" | "gone";
export type FindingEventKind = "opened" | "reopened" | "worsened" | "eased" | "moved" | "resolved";
export type AlertEventKind =
  | "opened"
  | "changed"
  | "worsened"
  | "acknowledged"
  | "escalated"
  | "handed-over"
  | "recovered";

export interface ClientTable {
  client_id: string;
  name: string;
  portal_id: string;
  /** The host of HubSpot's own screens for this portal. */
  ui_domain: Generated<string>;
  state: "onboarding" | "live" | "removed";
  onboarded_at: Date | null;
  access: Json<PortalAccess>;
  access_checked_at: Date | null;
  /** The portal's own zone, in which its day of API calls ends; null until it was read. */
  portal_time_zone: string | null;
  /** When taking it on began; null before that was asked for. */
  onboarding_since: Generated<Date | null>;
}

export interface RunTable {
  client_id: string;
  run_id: string;
  cadence: string;
  mode: RunMode;
  period: Date;
  as_of: Date;
  status: RunStatus;
  reason: string | null;
  finished_at: Date | null;
  workflow_id: string;
  workflow_run_id: string;
  score: Json<Score> | null;
  counts: Json<RunCounts> | null;
  /** It has read all that it had to; null until it is settled. */
  is_reading: boolean | null;
}

export interface ScanTable {
  client_id: string;
  run_id: string;
  subject: ScanSubject;
  status: ScanStatus;
  reason: string | null;
  records: number;
  started_at: Date;
  finished_at: Date;
}

export interface ReadingTable {
  client_id: string;
  cadence: ReadingCadence;
  /** The instant of the last complete reading; null before the first. */
  complete_at: Date | null;
  due_since: Date;
  read_at: Date | null;
  run_id: string | null;
}

interface OutcomeColumns {
  client_id: string;
  run_id: string;
  check_id: string;
  status: CheckOutcomeStatus;
  reason: string | null;
  remedy: string | null;
  passed: number;
  failed: number;
  unknown: number;
  not_applicable: number;
}
export interface CheckOutcomeTable extends OutcomeColumns {}
export interface LatestOutcomeTable extends OutcomeColumns {
  as_of: Date;
}

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

/** When a check first looked at a client, and when it first looked at all of it. */
export interface CheckBaselineTable {
  client_id: string;
  check_id: string;
  began_at: Date;
  /** Null until all that it rests on was read. */
  complete_at: Date | null;
}

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

export type OutboxState = "pending" | "sending" | "sent" | "superseded" | "failed" | "dismissed";
export type OutboxMessage =
  | { readonly kind: "alert"; readonly alert: AlertMessage }
  | { readonly kind: "weekly-report"; readonly period: string }
  /**
   * What waited while a channel was closed, in one message; made when it is sent, so that nothing in it is over by
   * then.
   */
  | { readonly kind: "digest"; readonly period: string; readonly alerts: readonly DigestedAlert[] }
  | RestoredMessage;

/** The one summary after a restore. What it says is read when it is sent. */
export interface RestoredMessage {
  readonly kind: "restored";
  /** ISO 8601: between the two, what was told is not known. */
  readonly from: string;
  readonly until: string;
  readonly clientIds: readonly string[];
}

/** An alert whose own message was not sent because a digest says it. */
export interface DigestedAlert {
  readonly alertId: string;
  readonly episode: number;
}

export interface OutboxTable {
  seq: Generated<number>;
  client_id: string;
  delivery_key: string;
  alert_id: string | null;
  episode: number | null;
  revision: number | null;
  channel: "slack" | "email";
  act: DeliveryAct;
  receiver: string;
  address: Json<Address>;
  message: Json<OutboxMessage>;
  state: OutboxState;
  because: string | null;
  attempt: Generated<number>;
  lease_until: Date | null;
  not_before: Date | null;
  created_at: Date;
  sent_at: Date | null;
  external_id: string | null;
  /** Since when what it says waits, in older revisions too. */
  waiting_since: Date | null;
  /** When the first attempt began whose end is not known. */
  tried_at: Date | null;
  /** When it was said by another way. */
  diverted_at: Date | null;
  /** The delivery key of the message that this one says by another way. */
  diverted_from: string | null;
  dismissed_by: string | null;
}

export interface ChannelStateTable {
  client_id: string;
  channel: "slack" | "email";
  /** "" for the whole channel. */
  place: string;
  kind: "passing" | "barred";
  reason: string;
  remedy: string | null;
  since: Date;
  not_before: Date;
  tries: number;
}

export interface SlackThreadTable {
  client_id: string;
  alert_id: string;
  episode: number;
  receiver: string;
  channel_id: string;
  ts: string;
  /** It is the message of several alerts at once, so nobody edits it for one of them. */
  is_digest: Generated<boolean>;
}

export interface ReportTable {
  client_id: string;
  period: string;
  kind: "weekly";
  as_of: Date;
  model: Json<WeeklyReport>;
  workflow_id: string | null;
  /** When it was put into the outbox for its receivers; null for one that was only looked at. */
  delivered_at: Date | null;
}

/** A week whose report is not sent late, because an operator had paused it when it was due. */
export interface ReportWaiverTable {
  client_id: string;
  period: string;
  because: string;
  at: Date;
}

/**
 * A step of a workflow that stays: it fails by a class of error that no retry ends, and is tried again all the same.
 */
export interface BlockedWorkTable {
  /** Empty for work that serves all clients. */
  client_id: string;
  workflow_id: string;
  activity: string;
  class: ErrorClass;
  reason: string;
  since: Date;
  last_at: Date;
}

/**
 * `waiting`: paused by Revwatch until the baseline is done. `paused`: by an operator's decision. `missing`: nobody
 * deleted it on purpose through Revwatch. `foreign`: it bears our id and is not ours.
 */
export type ScheduleStateName = "running" | "waiting" | "paused" | "missing" | "foreign";

export interface ScheduleStateTable {
  /** Empty for the schedule that serves all clients. */
  client_id: string;
  schedule_id: string;
  state: ScheduleStateName;
  note: string | null;
  since: Date;
}

export interface AuditLogTable {
  entry_id: Generated<number>;
  client_id: string | null;
  at: Date;
  by_whom: string;
  verb: string;
  detail: Json<unknown>;
}

export interface LostSpanTable {
  client_id: string;
  until_at: Date;
  from_at: Date;
  quieted_at: Date | null;
  judged_at: Date | null;
  settled_at: Date | null;
}

export interface SettingTable {
  name: string;
  value: Json<unknown>;
}

/** What a process of ours last saw; `client_id` is empty where it is about the whole installation. */
export interface WatchSightTable {
  client_id: string;
  kind: string;
  source: string;
  at: Date;
  value: Json<unknown>;
}

export interface WatchAlarmTable {
  client_id: string;
  kind: AlarmKind;
  subject: string;
  episode: number;
  state: AlarmState;
  since: Date;
  seen_at: Date;
  gone_at: Date | null;
  told_at: Date | null;
  ended_at: Date | null;
  holder: string | null;
  lease_until: Date | null;
  attempts: number;
  flaps: number;
  what: string;
  why: string | null;
  way_out: string;
  over: string;
  deliveries: Json<readonly unknown[]>;
  version: number;
}

export interface Database {
  client: ClientTable;
  run: RunTable;
  scan: ScanTable;
  record: RecordTable;
  merged_record: MergedRecordTable;
  left_record: LeftRecordTable;
  mirror_state: MirrorStateTable;
  property_set: PropertySetTable;
  reading: ReadingTable;
  allowance: AllowanceTable;
  allowance_slice: AllowanceSliceTable;
  touch: TouchTable;
  hand: HandTable;
  hand_turn: HandTurnTable;
  hand_state: HandStateTable;
  config_version: ConfigVersionTable;
  capability: CapabilityTable;
  check_outcome: CheckOutcomeTable;
  latest_outcome: LatestOutcomeTable;
  finding: FindingTable;
  finding_event: FindingEventTable;
  exclusion: ExclusionTable;
  check_baseline: CheckBaselineTable;
  alert: AlertTable;
  alert_event: AlertEventTable;
  outbox: OutboxTable;
  channel_state: ChannelStateTable;
  slack_thread: SlackThreadTable;
  report: ReportTable;
  report_waiver: ReportWaiverTable;
  blocked_work: BlockedWorkTable;
  schedule_state: ScheduleStateTable;
  audit_log: AuditLogTable;
  lost_span: LostSpanTable;
  setting: SettingTable;
  watch_sight: WatchSightTable;
  watch_alarm: WatchAlarmTable;
}
