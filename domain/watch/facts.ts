import type { ChannelId } from "../alerting/channels.ts";
/** One of our processes, as it was last heard of. */
export interface ProcessFact {
  readonly role: "worker" | "watchdog";
  /** Unique: host and pid. */
  readonly name: string;
  readonly startedAt: Date;
  readonly beatAt: Date;
  /**
   * When its part of the watch last looked at everything, or woke up after a halt of the whole process; null before its
   * first look.
   */
  readonly lookedAt: Date | null;
  /** When it was stopped as an operator asks for it; null while it runs, or when it went without a word. */
  readonly stoppedAt: Date | null;
}

/** What the workers last saw of the Temporal server. */
export interface TemporalFact {
  readonly checkedAt: Date;
  /** Null while it answers. */
  readonly away: { readonly since: Date; readonly reason: string } | null;
  /** Our task queues, with the instant at which a worker last asked each for work; null: never. */
  readonly queues: readonly { readonly queue: string; readonly polledAt: Date | null }[];
}

/** A schedule that will not act, though nobody decided so. */
export interface ScheduleFact {
  readonly scheduleId: string;
  readonly clientId: string | null;
  readonly fault: "missing" | "foreign" | "paused";
  readonly since: Date;
  readonly note: string | null;
}

/** An entity workflow that a fault of ours or of its input keeps from going on. */
export interface BlockedFact {
  readonly clientId: string;
  readonly workflowId: string;
  readonly since: Date;
  readonly reason: string;
}

/** How late one client's cadence is by the rule of age. */
export interface ReadingFact {
  readonly clientId: string;
  readonly cadence: string;
  readonly everySeconds: number;
  /** When it was last read whole; null: never since the client went live. */
  readonly lastCompleteAt: Date | null;
  /** From when on the operator is told; null: never, because an operator paused it or it is being read at length. */
  readonly tellAt: Date | null;
  /** Why it cannot be read, where that is known, such as a refused token. */
  readonly reason: string | null;
  readonly remedy: string | null;
}

/** A client whose first audit has not ended. */
export interface OnboardingFact {
  readonly clientId: string;
  readonly since: Date;
  /** When anything of it was last copied or tried; null: nothing yet. */
  readonly movedAt: Date | null;
  readonly reason: string | null;
  readonly remedy: string | null;
}

/** Messages of one client that could go out and do not. */
export interface OutboxFact {
  readonly clientId: string;
  /** Since when the oldest of them could have been sent. */
  readonly dueSince: Date;
  readonly waiting: number;
  readonly reason: string | null;
}

/** A way out to people that lets nothing in. */
export interface ChannelFact {
  readonly channel: ChannelId;
  /** Null: the whole channel. */
  readonly place: string | null;
  /** The clients who have met it. */
  readonly clientIds: readonly string[];
  readonly since: Date;
  readonly reason: string;
  readonly remedy: string;
  readonly held: number;
}

export interface DiskFact {
  readonly since: Date;
  /** Which disk, in words. */
  readonly reason: string;
}

/** A time in which no process of ours was there to look. */
export interface GapFact {
  readonly from: Date;
  readonly to: Date;
}

export interface ClientFact {
  readonly clientId: string;
  readonly name: string;
}

/**
 * Everything that the watch judges, each with its instants. It comes from the database alone, or from the file that the
 * owner of an embedded database writes.
 */
export interface WatchFacts {
  readonly database:
    | { readonly state: "there"; readonly aheadMs: number }
    | { readonly state: "away"; readonly since: Date; readonly reason: string };
  readonly clients: readonly ClientFact[];
  readonly processes: readonly ProcessFact[];
  readonly temporal: TemporalFact | null;
  readonly schedules: readonly ScheduleFact[];
  /** When a worker last looked at the schedules; null: never yet. */
  readonly schedulesSeenAt: Date | null;
  readonly blocked: readonly BlockedFact[];
  readonly readings: readonly ReadingFact[];
  readonly onboarding: readonly OnboardingFact[];
  readonly outbox: readonly OutboxFact[];
  readonly channels: readonly ChannelFact[];
  readonly disks: readonly DiskFact[];
  readonly gaps: readonly GapFact[];
  /**
   * Only where the owner of an embedded database is watched from outside: since when it gives no sign, and how that
   * shows.
   */
  readonly owner: OwnerFact | null;
}

export interface OwnerFact {
  /** When it last wrote its facts; null: never, or they cannot be read. */
  readonly wroteAt: Date | null;
  /** Why the facts cannot be read; null when they can. */
  readonly unreadable: string | null;
  /** Since when its page /livez does not answer; null when it does, or was not asked. */
  readonly deafSince: Date | null;
  /** When it was stopped as an operator asks for it. */
  readonly stoppedAt: Date | null;
}

/** Facts of an installation about which nothing is known yet. */
export const noFacts: WatchFacts = {
  database: { state: "there", aheadMs: 0 },
  clients: [],
  processes: [],
  temporal: null,
  schedules: [],
  schedulesSeenAt: null,
  blocked: [],
  readings: [],
  onboarding: [],
  outbox: [],
  channels: [],
  disks: [],
  gaps: [],
  owner: null,
};
