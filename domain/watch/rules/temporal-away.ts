import type { AlarmRule, Sign } from "../alarm.ts";
import { hidesKinds } from "../hides.ts";
import { isOver, silentMs } from "../lasts.ts";
import { living } from "../processes.ts";
import { sayAt, sayClients } from "../say.ts";

export const temporalAway: AlarmRule = {
  kind: "temporal-away",
  title: "Temporal does not answer",
  severity: "critical",
  holds: true,
  hides: hidesKinds("workflow-blocked", "onboarding-stuck", "schedule-stopped", "audits-late", "outbox-stuck"),
  meaning: "No workflow can start or go on. What was due is made up for when the server is back.",
  remedy:
    "Start the Temporal server or make it reachable, and look whether its namespace still exists: `revwatch doctor`.",
  find(facts, now, timing) {
    const { temporal } = facts;
    if (temporal === null || living(facts, "worker", now, timing).length === 0) return [];
    const say = (since: Date, why: string): Sign => ({
      kind: "temporal-away",
      clientId: null,
      subject: "",
      since,
      what: `Audits stopped for ${sayClients(facts.clients.length)}: Temporal has not answered since ${sayAt(since, now)}.`,
      why,
      wayOut: "Start the Temporal server or make it reachable, then check `revwatch doctor`.",
      over: "Temporal answers again.",
    });
    if (temporal.away !== null) return [say(temporal.away.since, temporal.away.reason)];
    if (!isOver(temporal.checkedAt, 2 * silentMs(timing), now)) return [];
    return [say(temporal.checkedAt, "No worker gets an answer from it.")];
  },
};
