import type { WatchTiming } from "../../../domain/watch/alarm.ts";
import { noFacts, type ProcessFact, type TemporalFact, type WatchFacts } from "../../../domain/watch/facts.ts";

export const now = new Date("2026-11-30T06:45:00Z");
export const timing: WatchTiming = { everyMs: 30_000, holdMs: 90_000, outboxMs: 120_000 };

/** The instant so many minutes before `now`. */
export const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

export const worker = (beatMinutesAgo: number, more: Partial<ProcessFact> = {}): ProcessFact => ({
  role: "worker",
  name: "alpha:12",
  startedAt: ago(600),
  beatAt: ago(beatMinutesAgo),
  lookedAt: ago(beatMinutesAgo),
  stoppedAt: null,
  ...more,
});
export const watchdog = (beatMinutesAgo: number, more: Partial<ProcessFact> = {}): ProcessFact => ({
  ...worker(beatMinutesAgo),
  role: "watchdog",
  name: "alpha:13",
  ...more,
});

export const temporal = (more: Partial<TemporalFact> = {}): TemporalFact => ({
  checkedAt: ago(0.2),
  away: null,
  queues: ["audit", "hubspot", "delivery"].map((queue) => ({ queue, polledAt: ago(0.5) })),
  ...more,
});

/** An installation in which everything happens that must. */
export const healthy: WatchFacts = {
  ...noFacts,
  clients: [
    { clientId: "northwind", name: "Northwind" },
    { clientId: "harbour", name: "Harbour" },
  ],
  processes: [worker(0.3), watchdog(0.3)],
  temporal: temporal(),
  readings: [
    {
      clientId: "northwind",
      cadence: "fast",
      everySeconds: 300,
      lastCompleteAt: ago(4),
      tellAt: ago(-11),
      reason: null,
      remedy: null,
    },
  ],
};
