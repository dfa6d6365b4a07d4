import { expect, test } from "vitest";
import type { AlarmKind } from "../../../domain/watch/alarm.ts";
import type { ReadingFact, WatchFacts } from "../../../domain/watch/facts.ts";
import { findSigns } from "../../../domain/watch/find-signs.ts";
import { ago, healthy, now, temporal, timing, watchdog, worker } from "./sample-facts.ts";

const reading = (more: Partial<ReadingFact>): ReadingFact => ({ ...healthy.readings[0]!, ...more });
const owner = { wroteAt: ago(0.5), unreadable: null, deafSince: null, stoppedAt: null };
const onboarding = { clientId: "harbour", since: ago(30), movedAt: ago(1), reason: null, remedy: null };

const late = reading({ lastCompleteAt: ago(60), tellAt: ago(45) });
const lates = Array.from({ length: 50 }, (_, index) => ({ ...late, clientId: `client-${index}` }));

/** One broken cause and what follows from it: told is the cause alone. */
const hidings: readonly (readonly [string, Partial<WatchFacts>, AlarmKind, number])[] = [
  [
    "Temporal is away, 50 clients are late",
    { temporal: temporal({ away: { since: ago(60), reason: "No answer." } }), readings: lates },
    "temporal-away",
    50,
  ],
  [
    "no worker runs, 50 clients are late and a message waits",
    {
      processes: [worker(60), watchdog(0)],
      temporal: temporal({ checkedAt: ago(60) }),
      readings: lates,
      outbox: [{ clientId: "harbour", dueSince: ago(60), waiting: 1, reason: null }],
    },
    "no-workers",
    51,
  ],
  [
    "the owner hangs, everything it wrote is old",
    { owner: { ...owner, wroteAt: ago(60) }, readings: lates, processes: [worker(60)] },
    "owner-silent",
    51,
  ],
  [
    "the database is away",
    { database: { state: "away", since: ago(60), reason: "away" }, readings: lates },
    "database-away",
    50,
  ],
  [
    "a full disk lets the database fail",
    {
      disks: [{ since: ago(60), reason: "0 bytes free." }],
      database: { state: "away", since: ago(60), reason: "ENOSPC" },
    },
    "disk-full",
    1,
  ],
  [
    "clocks differ, so nothing is late",
    { database: { state: "there", aheadMs: 3_600_000 }, readings: lates },
    "clock-skew",
    50,
  ],
  [
    "a schedule is missing, its own cadence is late",
    {
      schedules: [
        { scheduleId: "audit/northwind/fast", clientId: "northwind", fault: "missing", since: ago(60), note: null },
      ],
      readings: [late],
    },
    "schedule-stopped",
    1,
  ],
  [
    "a client's first audit is stuck, its schedule waits",
    {
      onboarding: [{ ...onboarding, reason: "refused" }],
      schedules: [
        { scheduleId: "audit/harbour/fast", clientId: "harbour", fault: "paused", since: ago(60), note: null },
      ],
    },
    "onboarding-stuck",
    1,
  ],
  [
    "a client's sender is blocked, its messages wait",
    {
      blocked: [{ clientId: "harbour", workflowId: "delivery/harbour", since: ago(9), reason: "TypeError" }],
      outbox: [{ clientId: "harbour", dueSince: ago(60), waiting: 1, reason: null }],
    },
    "workflow-blocked",
    1,
  ],
];

test.each(hidings)("%s: one message", (_, changes, cause, hidden) => {
  const found = findSigns({ ...healthy, ...changes }, [], now, timing);
  expect(found.plain.map(({ kind }) => kind)).toEqual([cause]);
  expect(found.hidden).toHaveLength(hidden);
});

test("a schedule that is missing hides neither another cadence nor another client", () => {
  const schedules = [
    {
      scheduleId: "audit/northwind/fast",
      clientId: "northwind",
      fault: "missing" as const,
      since: ago(60),
      note: null,
    },
  ];
  const readings = [
    { ...late, cadence: "daily" },
    { ...late, clientId: "harbour" },
  ];
  const found = findSigns({ ...healthy, schedules, readings }, [], now, timing);
  expect(found.plain.map(({ kind }) => kind)).toEqual(["schedule-stopped", "audits-late", "audits-late"]);
});
