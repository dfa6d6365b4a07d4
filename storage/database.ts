import type { Kysely } from "kysely";
import type { AlertEventTable, AlertTable } from "./tables/alerts.ts";
import type { AssociationDueTable, AssociationStateTable, AssociationTable } from "./tables/associations.ts";
import type { AcceptanceTable, AssignmentTable, NoteTable, SilenceTable, SnoozeTable } from "./tables/choices.ts";
import type { ExclusionTable, PastExclusionTable, FindingEventTable, FindingTable } from "./tables/findings.ts";
import type { HandStateTable, HandTable, HandTurnTable } from "./tables/hands.ts";
import type { AuditLogTable, LostSpanTable, SettingTable } from "./tables/installation.ts";
import type {
  InventoryFigureTable,
  InventoryItemTable,
  InventoryKindTable,
  InventoryVersionTable,
} from "./tables/inventory.ts";
import type {
  LeftRecordTable,
  ListingTable,
  MergedRecordTable,
  MetPageTable,
  MirrorStateTable,
  PropertySetTable,
  RecordTable,
  TouchTable,
} from "./tables/mirror.ts";
import type {
  DayCountTable,
  JudgedCheckTable,
  JudgedGroupTable,
  JudgingComparisonTable,
  MeasurementTable,
  StandingTable,
} from "./tables/judging.ts";
import type { MailStopTable } from "./tables/mail-stops.ts";
import type { NoticeTable, ProblemTable } from "./tables/notices.ts";
import type { ChannelStateTable, OutboxTable, SlackThreadTable } from "./tables/outbox.ts";
import type {
  AllowanceSliceTable,
  AllowanceTable,
  BackgroundRequestTable,
  CapabilityTable,
  ClientTable,
} from "./tables/portals.ts";
import type { ReportTable, ReportWaiverTable } from "./tables/reports.ts";
import type {
  CheckBaselineTable,
  CheckTellingTable,
  CheckOutcomeTable,
  LatestOutcomeTable,
  ReadingTable,
  ReconcileNeededTable,
  RunConfigTable,
  RunTable,
  ScanTable,
} from "./tables/runs.ts";
import type { WatchAlarmTable, WatchSightTable } from "./tables/watch.ts";
import type { BlockedWorkTable, ScheduleStateTable } from "./tables/workflows.ts";

export type * from "./tables/alerts.ts";
export type * from "./tables/associations.ts";
export type * from "./tables/choices.ts";
export type * from "./tables/findings.ts";
export type * from "./tables/hands.ts";
export type * from "./tables/installation.ts";
export type * from "./tables/inventory.ts";
export type * from "./tables/judging.ts";
export type * from "./tables/mail-stops.ts";
export type * from "./tables/mirror.ts";
export type * from "./tables/notices.ts";
export type * from "./tables/outbox.ts";
export type * from "./tables/portals.ts";
export type * from "./tables/reports.ts";
export type * from "./tables/runs.ts";
export type * from "./tables/watch.ts";
export type * from "./tables/workflows.ts";
export type { Address } from "../domain/alerting/channels.ts";
export type { DeliveryAct } from "../domain/alerting/plan-deliveries.ts";

/** Every table by its name; the columns of each stand in tables/, a file per subject. */
export interface Database {
  client: ClientTable;
  run: RunTable;
  run_config: RunConfigTable;
  reconcile_needed: ReconcileNeededTable;
  scan: ScanTable;
  record: RecordTable;
  merged_record: MergedRecordTable;
  left_record: LeftRecordTable;
  mirror_state: MirrorStateTable;
  met_page: MetPageTable;
  listing: ListingTable;
  association: AssociationTable;
  association_state: AssociationStateTable;
  association_due: AssociationDueTable;
  property_set: PropertySetTable;
  reading: ReadingTable;
  allowance: AllowanceTable;
  allowance_slice: AllowanceSliceTable;
  background_request: BackgroundRequestTable;
  touch: TouchTable;
  hand: HandTable;
  hand_turn: HandTurnTable;
  hand_state: HandStateTable;
  inventory_kind: InventoryKindTable;
  inventory_item: InventoryItemTable;
  inventory_version: InventoryVersionTable;
  inventory_figure: InventoryFigureTable;
  capability: CapabilityTable;
  check_outcome: CheckOutcomeTable;
  latest_outcome: LatestOutcomeTable;
  finding: FindingTable;
  finding_event: FindingEventTable;
  exclusion: ExclusionTable;
  past_exclusion: PastExclusionTable;
  standing: StandingTable;
  judged_group: JudgedGroupTable;
  judged_check: JudgedCheckTable;
  day_count: DayCountTable;
  judging_comparison: JudgingComparisonTable;
  measurement: MeasurementTable;
  check_baseline: CheckBaselineTable;
  check_telling: CheckTellingTable;
  silence: SilenceTable;
  snooze: SnoozeTable;
  acceptance: AcceptanceTable;
  assignment: AssignmentTable;
  note: NoteTable;
  alert: AlertTable;
  alert_event: AlertEventTable;
  notice: NoticeTable;
  problem: ProblemTable;
  outbox: OutboxTable;
  channel_state: ChannelStateTable;
  slack_thread: SlackThreadTable;
  mail_stop: MailStopTable;
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

/** The handle that reads and writes: a database, or a transaction in it. Whoever holds one passes it on to a store. */
export type StoreHandle = Kysely<Database>;

/** The half of a handle that cannot change anything: pages and reads get no more. */
export type StoreReader = Pick<StoreHandle, "selectFrom" | "selectNoFrom">;
