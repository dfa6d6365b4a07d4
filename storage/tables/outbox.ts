import type { Generated } from "kysely";
import type { AlertMessage } from "../../domain/alerting/alert.ts";
import type { Address, ChannelId } from "../../domain/alerting/channels.ts";
import type { Drill } from "../../domain/alerting/drill.ts";
import type { Graduation } from "../../domain/alerting/graduation.ts";
import type { DeliveryAct } from "../../domain/alerting/plan-deliveries.ts";
import type { Json } from "./json.ts";

export type OutboxState = "pending" | "sending" | "sent" | "superseded" | "failed" | "dismissed";

export type OutboxMessage =
  | { readonly kind: "alert"; readonly alert: AlertMessage }
  | { readonly kind: "weekly-report"; readonly period: string }
  /**
   * What waited while a channel was closed, in one message; made when it is sent, so that nothing in it is over by
   * then.
   */
  | { readonly kind: "digest"; readonly period: string; readonly alerts: readonly DigestedAlert[] }
  /** A marked test, and what it says. */
  | { readonly kind: "drill"; readonly period: string; readonly drill: Drill }
  /** Observed checks that alert from now on. */
  | { readonly kind: "graduated"; readonly period: string; readonly graduation: Graduation }
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
  channel: ChannelId;
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
  channel: ChannelId;
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
