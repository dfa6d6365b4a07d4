import type { AlarmRule } from "../alarm.ts";
import { hidesNothing } from "../hides.ts";
import { lastHeard, living } from "../processes.ts";
import { sayAt } from "../say.ts";

export const watchdogSilent: AlarmRule = {
  kind: "watchdog-silent",
  title: "The watchdog stopped",
  severity: "high",
  holds: true,
  hides: hidesNothing,
  meaning: "Audits go on, but nothing would tell you if all of Revwatch stopped at once.",
  remedy:
    "Start `revwatch watchdog` again: `systemctl start revwatch-watchdog`. `revwatch up` starts its own one by itself.",
  find(facts, now, timing) {
    const last = lastHeard(facts, "watchdog");
    if (last === null || last.stoppedAt !== null || living(facts, "watchdog", now, timing).length > 0) return [];
    return [
      {
        kind: "watchdog-silent",
        clientId: null,
        subject: "",
        since: last.beatAt,
        what: `The watchdog has been silent since ${sayAt(last.beatAt, now)}. Audits go on.`,
        why: null,
        wayOut: "Start `revwatch watchdog` again.",
        over: "The watchdog runs again.",
      },
    ];
  },
};
