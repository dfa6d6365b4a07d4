import type { AlarmRule } from "../alarm.ts";
import { hidesNothing } from "../hides.ts";
import { isOver, restartMs } from "../lasts.ts";
import { nameOf, sayAt, sentence } from "../say.ts";

export const outboxStuck: AlarmRule = {
  kind: "outbox-stuck",
  title: "Messages do not go out",
  severity: "high",
  holds: true,
  hides: hidesNothing,
  meaning: "A message that could go out has waited for minutes: its sender hangs, or its channel keeps failing.",
  remedy:
    "`revwatch deliveries` shows what waits and why. If a worker hangs, restart it: nothing is lost or sent twice.",
  find: ({ outbox, clients }, now, timing) =>
    outbox
      .filter(({ dueSince }) => isOver(dueSince, timing.outboxMs, now))
      .map(({ clientId, dueSince, waiting, reason }) => ({
        kind: "outbox-stuck",
        clientId,
        subject: "",
        since: dueSince,
        what: `${nameOf(clients, clientId)}: ${waiting} ${waiting === 1 ? "message has" : "messages have"} been waiting since ${sayAt(dueSince, now)}.`,
        why: reason === null ? null : sentence(reason),
        wayOut: "Run `revwatch deliveries`; if it names no reason, restart the worker.",
        over: `${nameOf(clients, clientId)}: its messages go out again.`,
        afterglowMs: restartMs(timing),
      })),
};
