/** What the pruning of old rows looks for, so that it never reads a table from end to end. */
export const statements: readonly string[] = [
  `create index run_by_age on run (as_of)`,
  `create index finding_by_end on finding (resolved_at) where status = 'resolved'`,
  `create index finding_event_by_age on finding_event (at)`,
  `create index alert_event_by_age on alert_event (at)`,
  `create index outbox_by_age on outbox (created_at) where state in ('sent', 'superseded', 'failed')`,
  `create index report_by_age on report (as_of)`,
  `create index audit_log_by_age on audit_log (at)`,
  `create index config_version_by_age on config_version (as_of)`,
  // An engagement that is no touch has no instant of its own.
  `alter table touch add column stored_at timestamptz not null default now()`,
  `create index touch_by_age on touch (coalesce(at, stored_at))`,
  `create index allowance_slice_by_age on allowance_slice (until)`,
  `create index watch_alarm_by_end on watch_alarm (ended_at) where state = 'ended'`,
];
