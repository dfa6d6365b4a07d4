import type { ChannelId } from "../alerting/channels.ts";
import type { WatchFacts } from "./facts.ts";

/** Everything that the watch can find, causes before what follows from them. One file of `rules/` each. */
export const alarmKinds = [
  "disk-full",
  "owner-silent",
  "database-away",
  "clock-skew",
  "no-workers",
  "worker-silent",
  "temporal-away",
  "watch-silent",
  "watchdog-silent",
  "channel-barred",
  "workflow-blocked",
  "onboarding-stuck",
  "schedule-stopped",
  "audits-late",
  "outbox-stuck",
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** What is wrong now, in the words in which it is told. */
export interface Sign {
  readonly kind: AlarmKind;
  /** Null when it is about the whole installation. */
  readonly clientId: string | null;
  /** Tells apart two of a kind at one client: a cadence, a schedule; empty where there can be one only. */
  readonly subject: string;
  readonly since: Date;
  /** One sentence: what stopped, with its instant. */
  readonly what: string;
  /** Why, where that is known; null otherwise. */
  readonly why: string | null;
  /** What to do, as a command or a click. */
  readonly wayOut: string;
  /** How its end is told: "Northwind (fast) is checked again." */
  readonly over: string;
  /** For so long after its cause has ended it is no news, ms: what waited needs its time. */
  readonly afterglowMs?: number;
}

/** When the watch speaks. All in milliseconds. */
export interface WatchTiming {
  /** How often a ring looks. */
  readonly everyMs: number;
  /** How long a sign with evidence of its own has to last before it is told. */
  readonly holdMs: number;
  /** How long a message may wait that could go out. */
  readonly outboxMs: number;
}

/** One kind of alarm: when it is there, and what it keeps from being told beside it. */
export interface AlarmRule {
  readonly kind: AlarmKind;
  readonly title: string;
  /** `critical`: audits or alerts stopped for everybody, so it goes out by every channel at once. */
  readonly severity: "critical" | "high";
  /** False for what the rule itself has let grow old enough. */
  readonly holds: boolean;
  /** True for what only another process can see: nobody else is given time to be first. */
  readonly isSeenFromOutside?: true;
  /** What follows from it, and so is not told beside it. */
  hides(own: Sign, other: Pick<Sign, "kind" | "clientId" | "subject">): boolean;
  /** For docs/operations.md: what it means and what to do. */
  readonly meaning: string;
  readonly remedy: string;
  find(facts: WatchFacts, now: Date, timing: WatchTiming): readonly Sign[];
}

export type AlarmState = "seen" | "telling" | "told" | "ending" | "ended";

/** How one receiver was reached, or why not. */
export interface AlarmDelivery {
  readonly act: "told" | "ended";
  readonly receiver: string;
  readonly channel: ChannelId;
  readonly at: Date;
  readonly isDelivered: boolean;
  readonly reason: string | null;
}

/** An alarm as it is kept: one record for each time that it began. */
export interface AlarmRecord {
  /** Empty when it is about the whole installation. */
  readonly clientId: string;
  readonly kind: AlarmKind;
  readonly subject: string;
  readonly episode: number;
  readonly state: AlarmState;
  readonly since: Date;
  readonly seenAt: Date;
  /** When the sign was first missed again; null while it is there. */
  readonly goneAt: Date | null;
  readonly toldAt: Date | null;
  readonly endedAt: Date | null;
  /** The process that is telling it, and until when nobody else may. */
  readonly holder: string | null;
  readonly leaseUntil: Date | null;
  readonly attempts: number;
  /** How often it came back soon after it had ended. */
  readonly flaps: number;
  readonly what: string;
  readonly why: string | null;
  readonly wayOut: string;
  readonly over: string;
  readonly deliveries: readonly AlarmDelivery[];
  /** Compare-and-set: grows by one with each change. */
  readonly version: number;
}

/** The same for the sign, its record and whoever else talks of it. */
export function alarmKey({ kind, clientId, subject }: Pick<Sign, "kind" | "clientId" | "subject">): string {
  return `${clientId ?? ""}/${kind}/${subject}`;
}

/** Whether it is there now, as far as anybody has been told or will be. */
export function isOpen({ state }: AlarmRecord): boolean {
  return state !== "ended" && state !== "ending";
}

/** What is told and not over, by the keys of its signs. */
export function toldKeys(records: readonly AlarmRecord[]): ReadonlySet<string> {
  return new Set(
    records
      .filter(({ state, toldAt }) => toldAt !== null && state !== "ended")
      .map((record) => alarmKey({ ...record, clientId: record.clientId || null })),
  );
}
