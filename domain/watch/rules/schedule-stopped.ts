import type { AlarmRule, Sign, WatchTiming } from "../alarm.ts";
import type { ScheduleFact, WatchFacts } from "../facts.ts";
import { isOver } from "../lasts.ts";
import { living } from "../processes.ts";
import { sayAt } from "../say.ts";

export const scheduleStopped: AlarmRule = {
  kind: "schedule-stopped",
  title: "A schedule does not run",
  severity: "high",
  holds: true,
  hides: (own, other) =>
    other.kind === "audits-late" && other.clientId === own.clientId && own.subject.endsWith(`/${other.subject}`),
  meaning:
    "A schedule is missing, is not ours, or is paused without an operator's word, so what it starts does not happen.",
  remedy:
    "Run `revwatch plan`, then `revwatch apply`: it makes schedules as the config asks. A pause with your own note stays.",
  find(facts, now, timing) {
    const unseen = whenUnseen(facts, now, timing);
    return [...facts.schedules.map((schedule) => sayStopped(schedule, now)), ...(unseen === null ? [] : [unseen])];
  },
};

function sayStopped(schedule: ScheduleFact, now: Date): Sign {
  const { scheduleId, clientId, fault, since, note } = schedule;
  return {
    kind: "schedule-stopped",
    clientId,
    subject: scheduleId,
    since,
    what: `Schedule ${scheduleId} ${faults[fault]} since ${sayAt(since, now)}.`,
    why:
      fault === "paused"
        ? note === null || note === ""
          ? "No note says who paused it."
          : `Its note says "${note}".`
        : null,
    wayOut: wayOut[fault],
    over: `Schedule ${scheduleId} runs again.`,
  };
}

const faults: Readonly<Record<ScheduleFact["fault"], string>> = {
  missing: "has been missing",
  foreign: "has not been ours",
  paused: "has been paused",
};
const wayOut: Readonly<Record<ScheduleFact["fault"], string>> = {
  missing: "Run `revwatch plan`, then `revwatch apply`.",
  foreign: "Delete or rename that schedule in Temporal, then run `revwatch apply`.",
  paused: "Run `revwatch apply`, or resume it in Temporal. If you paused it, pause it with a note.",
};

const lookMissedMs = 4 * 60_000;

/** A worker looks at the schedules each minute; while workers and Temporal are there, it has no reason not to. */
function whenUnseen(facts: WatchFacts, now: Date, timing: WatchTiming): Sign | null {
  const { schedulesSeenAt: seenAt } = facts;
  const alive = living(facts, "worker", now, timing);
  if (seenAt === null || alive.length === 0 || !isOver(seenAt, lookMissedMs, now)) return null;
  // A worker that has just come has its first look before it.
  if (alive.every(({ startedAt }) => !isOver(startedAt, lookMissedMs, now))) return null;
  return {
    kind: "schedule-stopped",
    clientId: null,
    subject: "",
    since: seenAt,
    what: `No one has been able to look at the schedules since ${sayAt(seenAt, now)}.`,
    why: "Workers run and Temporal answers, but the list of schedules does not come.",
    wayOut: "Restart `revwatch worker` (or `revwatch up`), then check `revwatch doctor`.",
    over: "The schedules are looked at again.",
    afterglowMs: lookMissedMs,
  };
}
