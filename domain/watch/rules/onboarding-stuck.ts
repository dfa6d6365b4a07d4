import type { AlarmRule } from "../alarm.ts";
import { hidesOfClient } from "../hides.ts";
import { isOver, restartMs } from "../lasts.ts";
import { nameOf, sayAt } from "../say.ts";

export const onboardingStuck: AlarmRule = {
  kind: "onboarding-stuck",
  title: "A first audit does not end",
  severity: "high",
  holds: true,
  hides: hidesOfClient("audits-late", "schedule-stopped"),
  meaning:
    "A new client cannot be read, or its first copy does not move. It is not monitored until its first audit has ended.",
  remedy:
    "Do what the message names, or ask `revwatch doctor --client <id>`. The first audit is tried again each minute.",
  find: ({ onboarding, clients }, now, timing) =>
    onboarding
      .filter(({ since, movedAt, reason }) => reason !== null || isOver(movedAt ?? since, restartMs(timing), now))
      .map(({ clientId, since, movedAt, reason, remedy }) => ({
        kind: "onboarding-stuck",
        clientId,
        subject: "",
        since: reason === null ? (movedAt ?? since) : since,
        what: `${nameOf(clients, clientId)} isn't monitored yet: its first audit, begun ${sayAt(since, now)}, does not end.`,
        why: reason ?? `Nothing has moved since ${sayAt(movedAt ?? since, now)}.`,
        wayOut: remedy ?? `Run \`revwatch doctor --client ${clientId}\`.`,
        over: `${nameOf(clients, clientId)}: its first audit has ended, or goes on.`,
        afterglowMs: restartMs(timing),
      })),
};
