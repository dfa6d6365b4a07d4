import { sql } from "kysely";
import { bounded, deleteFrom, type TableRetention } from "./table-retention.ts";

/** Copies, states and what else stays small. */
export const smallTables = {
  client: bounded("client"),
  record: { keeps: "As long as HubSpot has the record, and until `revwatch purge`." },
  left_record: {
    keeps: "Until everything else that is kept of a deleted contact is gone too, which the same run does.",
  },
  merged_record: bounded("record that was merged"),
  mirror_state: bounded("client and record type"),
  listing: bounded("client and record type"),
  met_page: { keeps: "Until the copy that met these records is whole." },
  association: { keeps: "As long as HubSpot has it and a check asks for it." },
  association_state: bounded("client and two record types"),
  association_due: { keeps: "Until the next run has asked for the associations of that record." },
  property_set: { keeps: "Until the next list after the last record that was read with it." },
  standing: {
    keeps: "As long as its record, and until `revwatch purge`; one row for each record and cadence that judges it.",
  },
  judged_group: bounded("client, cadence and record type"),
  judged_check: bounded("client, cadence, record type and check"),
  day_count: { keeps: "As long as a record counts under its check, day and cohort, and until `revwatch purge`." },
  judging_comparison: bounded("client"),
  run_config: {
    keeps: "As long as one of its runs, and a day.",
    prune: {
      by: { days: 1 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "run_config",
          sql`select c.ctid from run_config c where c.saved_at < ${before}
            and not exists (select 1 from run where run.client_id = c.client_id and run.config_hash = c.config_hash)
            order by c.saved_at limit ${limit}`,
        ),
    },
  },
  reconcile_needed: { keeps: "Until whoever has to hear of a change was seen to; at most one row a client." },
  reading: bounded("client and cadence"),
  allowance: bounded("client and kind of limit"),
  background_request: {
    keeps: "A week; one row for each client and day on which something new was read beside the audits.",
    prune: {
      by: { days: 7 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "background_request",
          sql`select b.ctid from background_request b where b.day < ${before} order by b.day limit ${limit}`,
        ),
    },
  },
  capability: bounded("client and endpoint"),
  latest_outcome: bounded("client and check"),
  schedule_state: bounded("client and schedule"),
  channel_state: { keeps: "Until a message gets through; one row for each channel and address that takes none." },
  report_waiver: {
    keeps: "A year; one row for each weekly report that was not sent because its schedule was paused.",
    prune: {
      by: { days: 365 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "report_waiver",
          sql`select w.ctid from report_waiver w where w.at < ${before} order by w.at limit ${limit}`,
        ),
    },
  },
  blocked_work: {
    keeps: "Until the step passes, or a day after it was last tried.",
    prune: {
      by: { days: 1 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "blocked_work",
          sql`select b.ctid from blocked_work b where b.last_at < ${before} order by b.last_at limit ${limit}`,
        ),
    },
  },
  setting: { keeps: "For ever; a handful of rows." },
  schema_migration: { keeps: "For ever; one row for each migration." },
} as const satisfies Readonly<Record<string, TableRetention>>;
