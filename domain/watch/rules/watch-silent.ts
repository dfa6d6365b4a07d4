import type { AlarmRule } from "../alarm.ts";
import { hidesNothing } from "../hides.ts";
import { isOver, silentMs } from "../lasts.ts";
import { living } from "../processes.ts";
import { sayAt } from "../say.ts";

export const watchSilent: AlarmRule = {
  kind: "watch-silent",
  title: "The watch inside the workers stopped",
  severity: "critical",
  holds: true,
  isSeenFromOutside: true,
  hides: hidesNothing,
  meaning: "Workers run, but none has looked at the facts for some minutes. The watchdog looks in their place.",
  remedy: "Restart the worker (or `revwatch up`), and keep its log: this is a fault of Revwatch.",
  find(facts, now, timing) {
    const alive = living(facts, "worker", now, timing);
    if (alive.length === 0) return [];
    const looked = alive.map(({ lookedAt, startedAt }) => lookedAt ?? startedAt);
    const last = new Date(Math.max(...looked.map((at) => at.getTime())));
    if (!isOver(last, silentMs(timing), now)) return [];
    return [
      {
        kind: "watch-silent",
        clientId: null,
        subject: "",
        since: last,
        what: `The watch inside the workers last looked at ${sayAt(last, now)}.`,
        why: "Workers run, but their own check hangs. The watchdog looks in their place.",
        wayOut: "Restart `revwatch worker` (or `revwatch up`) and keep its log.",
        over: "The watch inside the workers looks again.",
      },
    ];
  },
};
