import type { AlarmRule } from "../alarm.ts";
import type { GapFact, ReadingFact } from "../facts.ts";
import { hidesNothing } from "../hides.ts";
import { nameOf, sayAt, saySpan } from "../say.ts";

export const auditsLate: AlarmRule = {
  kind: "audits-late",
  title: "Audits are late",
  severity: "high",
  // Age is the evidence, and the rule of age has waited long enough.
  holds: false,
  hides: hidesNothing,
  meaning:
    "A client's portal has not been read whole for more than twice its cadence and 5 minutes, and no broader cause is known.",
  remedy: "Run `revwatch doctor --client <id>`: it says what cannot be read. Then `revwatch audit --client <id>`.",
  find: ({ readings, clients, gaps }, now) =>
    readings
      .filter((reading) => isTold(reading, gaps, now))
      .map(({ clientId, cadence, everySeconds, lastCompleteAt, reason, remedy }) => ({
        kind: "audits-late",
        clientId,
        subject: cadence,
        since: lastCompleteAt ?? now,
        what: `Audits stopped: ${nameOf(clients, clientId)} (${cadence}) ${
          lastCompleteAt === null
            ? "has never been checked"
            : `last checked ${sayAt(lastCompleteAt, now)}, ${saySpan(lastCompleteAt, now)} ago`
        }.`,
        why: reason,
        wayOut: remedy ?? `Run \`revwatch doctor --client ${clientId}\`.`,
        over: `${nameOf(clients, clientId)} (${cadence}) is checked again.`,
        afterglowMs: catchUpMs(everySeconds, everySeconds),
      })),
};

const graceMs = 5 * 60_000;
const longestCatchUpSeconds = 3_600;

/** How long a cadence may need to be up to date again. */
function catchUpMs(everySeconds: number, atMost: number): number {
  return Math.min(everySeconds, atMost) * 1_000 + graceMs;
}

function isTold({ tellAt, lastCompleteAt, everySeconds }: ReadingFact, gaps: readonly GapFact[], now: Date): boolean {
  if (tellAt === null || now < tellAt) return false;
  // Only the first gap counts: a process that keeps dying must not put the telling off for ever.
  const gap = gaps.find(({ to }) => lastCompleteAt === null || to > lastCompleteAt);
  return gap === undefined || now.getTime() >= gap.to.getTime() + catchUpMs(everySeconds, longestCatchUpSeconds);
}
