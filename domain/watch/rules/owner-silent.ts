import type { AlarmRule, Sign, WatchTiming } from "../alarm.ts";
import type { OwnerFact } from "../facts.ts";
import { hidesEverything } from "../hides.ts";
import { fileMs, isOver, restartMs } from "../lasts.ts";
import { sayAt } from "../say.ts";

export const ownerSilent: AlarmRule = {
  kind: "owner-silent",
  title: "`revwatch up` does not answer",
  severity: "critical",
  holds: true,
  isSeenFromOutside: true,
  hides: hidesEverything,
  meaning:
    "The process with the embedded database has ended, hangs, or cannot write its facts. Nothing is audited or sent.",
  remedy:
    "Look at `revwatch.log` in the state directory. If the process still runs and does not answer, end it (`kill`, then `kill -9`). Start `revwatch up` again: it goes on where it was.",
  find({ owner }, now, timing) {
    const sign = owner === null ? null : (whySilent(owner, now, timing) ?? whyDeaf(owner));
    return sign === null ? [] : [sign];
  },
};

const start = "Look at revwatch.log in the state directory, then start `revwatch up` again.";

function whySilent({ wroteAt, unreadable, stoppedAt }: OwnerFact, now: Date, timing: WatchTiming): Sign | null {
  if (stoppedAt !== null) {
    if (!isOver(stoppedAt, restartMs(timing), now)) return null;
    return say(stoppedAt, now, `\`revwatch up\` was stopped at ${sayAt(stoppedAt, now)} and has not come back.`, start);
  }
  if (unreadable !== null) return say(wroteAt ?? now, now, unreadable, start);
  if (wroteAt === null || !isOver(wroteAt, fileMs(timing), now)) return null;
  return say(wroteAt, now, "`revwatch up` has ended or hangs.", start);
}

function whyDeaf({ deafSince }: OwnerFact): Sign | null {
  if (deafSince === null) return null;
  return say(deafSince, deafSince, "`revwatch up` still writes its facts, but its page /livez does not answer.", start);
}

function say(since: Date, now: Date, why: string, wayOut: string): Sign {
  const what = `Audits stopped: no sign of life since ${sayAt(since, now)}.`;
  return {
    kind: "owner-silent",
    clientId: null,
    subject: "",
    since,
    what,
    why,
    wayOut,
    over: "`revwatch up` answers again.",
  };
}
