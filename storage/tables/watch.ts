import type { AlarmKind, AlarmState } from "../../domain/watch/alarm.ts";
import type { Json } from "./json.ts";

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
