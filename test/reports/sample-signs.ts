import type { AlarmKind, AlarmRecord, Sign } from "../../domain/watch/alarm.ts";
import type { WatchFacts } from "../../domain/watch/facts.ts";
import { findSigns } from "../../domain/watch/find-signs.ts";
import { alarmRecord } from "../storage/rows.ts";
import { ago, healthy, now, temporal, timing, watchdog, worker } from "../domain/watch/sample-facts.ts";

const onboarding = {
  clientId: "harbour",
  since: ago(30),
  movedAt: ago(1),
  remedy: "Put a valid token where NORTHWIND_TOKEN says.",
};

/** Facts in which each kind of alarm is found once. */
const samples: Readonly<Record<AlarmKind, Partial<WatchFacts>>> = {
  "disk-full": {
    disks: [{ since: ago(3), reason: "The disk of /data is full, 12 MB are left: nothing can be stored there." }],
  },
  "owner-silent": { owner: { wroteAt: ago(9), unreadable: null, deafSince: null, stoppedAt: null } },
  "database-away": {
    database: { state: "away", since: ago(4), reason: "PostgreSQL at db.example.com:5432 refuses the connection." },
  },
  "clock-skew": { database: { state: "there", aheadMs: 95_000 } },
  "no-workers": { processes: [worker(35), watchdog(0)] },
  "worker-silent": { processes: [worker(0.2), worker(5, { name: "beta:9" }), watchdog(0)] },
  "temporal-away": {
    temporal: temporal({ away: { since: ago(4), reason: "Temporal does not answer (UNAVAILABLE)." } }),
  },
  "watch-silent": { processes: [worker(0.2, { lookedAt: ago(7) }), watchdog(0)] },
  "watchdog-silent": { processes: [worker(0.2), watchdog(6)] },
  "channel-barred": {
    channels: [
      {
        channel: "slack",
        place: "#sales",
        clientIds: ["harbour"],
        since: ago(4),
        reason: "Slack says is_archived",
        remedy: "name another channel",
        held: 3,
      },
    ],
  },
  "workflow-blocked": {
    blocked: [
      {
        clientId: "harbour",
        workflowId: "delivery/harbour",
        since: ago(4),
        reason: "TypeError: reading 'name' of undefined",
      },
    ],
  },
  "onboarding-stuck": { onboarding: [{ ...onboarding, reason: "HubSpot refuses the token." }] },
  "schedule-stopped": {
    schedules: [{ scheduleId: "audit/harbour/fast", clientId: "harbour", fault: "missing", since: ago(4), note: null }],
  },
  "audits-late": { readings: [{ ...healthy.readings[0]!, lastCompleteAt: ago(35), tellAt: ago(20) }] },
  "outbox-stuck": {
    outbox: [{ clientId: "harbour", dueSince: ago(6), waiting: 4, reason: "Slack's answer was lost" }],
  },
};

export const sampleSigns: readonly Sign[] = Object.entries(samples).map(([kind, facts]) => {
  const found = findSigns({ ...healthy, ...facts }, [], now, timing).plain.find((sign) => sign.kind === kind);
  if (found === undefined) throw new Error(`The sample of ${kind} has no sign of it.`);
  return found;
});

/** An alarm that was told, and has been gone for three minutes. */
export function recordOf({ kind, clientId, subject, since, what, why, wayOut, over }: Sign): AlarmRecord {
  return alarmRecord(clientId ?? "", { kind, subject, since, what, why, wayOut, over, goneAt: now });
}
