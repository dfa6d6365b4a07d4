import type { AlarmRule, Sign, WatchTiming } from "../alarm.ts";
import type { WatchFacts } from "../facts.ts";
import { hidesKinds } from "../hides.ts";
import { isOver, restartMs } from "../lasts.ts";
import { lastHeard, living } from "../processes.ts";
import { sayAt, sayClients } from "../say.ts";

export const noWorkers: AlarmRule = {
  kind: "no-workers",
  title: "No worker is polling",
  severity: "critical",
  holds: true,
  hides: hidesKinds(
    "worker-silent",
    "temporal-away",
    "watch-silent",
    "onboarding-stuck",
    "schedule-stopped",
    "audits-late",
    "outbox-stuck",
  ),
  meaning:
    "No one takes work from a task queue, so audits or messages wait. They are made up for when a worker is back.",
  remedy: "Start `revwatch worker` (or `revwatch up`), then check `revwatch doctor`.",
  find(facts, now, timing) {
    const sign =
      living(facts, "worker", now, timing).length === 0
        ? whenNoneLives(facts, now, timing)
        : whenNonePolls(facts, now, timing);
    return sign === null ? [] : [sign];
  },
};

function whenNoneLives(facts: WatchFacts, now: Date, timing: WatchTiming): Sign | null {
  const last = lastHeard(facts, "worker");
  // None was ever started here: there is nothing that stopped.
  if (last === null) return null;
  if (last.stoppedAt === null) return say(facts, last.beatAt, now, "no worker is running");
  return isOver(last.stoppedAt, restartMs(timing), now)
    ? say(facts, last.stoppedAt, now, "the last worker was stopped and has not come back")
    : null;
}

/** A worker asks anew at least each 70 seconds, because Temporal ends a question that long without work. */
const askAgainMs = 100_000;

function whenNonePolls(facts: WatchFacts, now: Date, timing: WatchTiming): Sign | null {
  const { temporal } = facts;
  if (temporal === null || temporal.away !== null || isOver(temporal.checkedAt, restartMs(timing), now)) return null;
  const alive = living(facts, "worker", now, timing);
  const startedAt = new Date(Math.min(...alive.map((worker) => worker.startedAt.getTime())));
  // After five minutes Temporal forgets who has polled.
  const polled = temporal.queues.map(({ queue, polledAt }) => ({ queue, polledAt: polledAt ?? startedAt }));
  const deaf = polled.filter(({ polledAt }) => isOver(polledAt, askAgainMs, temporal.checkedAt));
  const [first] = deaf.map(({ polledAt }) => polledAt).toSorted((a, b) => a.getTime() - b.getTime());
  if (first === undefined) return null;
  const queues = deaf.map(({ queue }) => queue).join(", ");
  return say(facts, first, now, `no worker is polling the queue${deaf.length === 1 ? "" : "s"} ${queues}`);
}

function say({ clients }: WatchFacts, since: Date, now: Date, cause: string): Sign {
  return {
    kind: "no-workers",
    clientId: null,
    subject: "",
    since,
    what: `Audits stopped at ${sayAt(since, now)} for ${sayClients(clients.length)}.`,
    why: `${cause.slice(0, 1).toUpperCase()}${cause.slice(1)}.`,
    wayOut: "Start `revwatch worker`, then check `revwatch doctor`.",
    over: "Workers are polling again.",
  };
}
