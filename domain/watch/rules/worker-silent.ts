import type { AlarmRule } from "../alarm.ts";
import { hidesNothing } from "../hides.ts";
import { isOver, silentMs } from "../lasts.ts";
import { living } from "../processes.ts";
import { sayAt } from "../say.ts";

export const workerSilent: AlarmRule = {
  kind: "worker-silent",
  title: "A worker went silent",
  severity: "high",
  holds: true,
  hides: hidesNothing,
  meaning: "One of several workers hangs or ended without being stopped. The others go on, with less room.",
  remedy: "Look at its log. End it if it still runs (`kill`, then `kill -9`), and start `revwatch worker` there again.",
  find(facts, now, timing) {
    const alive = living(facts, "worker", now, timing);
    if (alive.length === 0) return [];
    const workers = facts.processes.filter(({ role }) => role === "worker");
    const silent = workers
      .filter(({ stoppedAt, beatAt }) => stoppedAt === null && isOver(beatAt, silentMs(timing), now))
      .toSorted((a, b) => a.beatAt.getTime() - b.beatAt.getTime());
    // Each worker that came later stands for one that went, whatever became of it.
    const successors = workers.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
    const missing = silent.filter(({ beatAt }) => {
      const at = successors.findIndex(({ startedAt }) => startedAt >= beatAt);
      if (at === -1) return true;
      successors.splice(at, 1);
      return false;
    });
    return missing.map(({ name, beatAt }) => ({
      kind: "worker-silent",
      clientId: null,
      subject: name,
      since: beatAt,
      what: `Worker ${name} has been silent since ${sayAt(beatAt, now)}; ${alive.length} still ${alive.length === 1 ? "works" : "work"}.`,
      why: "It hangs, or it ended without being stopped.",
      wayOut: "Look at its log, end it if it still runs, and start `revwatch worker` there again.",
      over: `Worker ${name} answers again, or another one took its place.`,
    }));
  },
};
