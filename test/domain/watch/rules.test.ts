import { expect, test } from "vitest";
import type { AlarmKind } from "../../../domain/watch/alarm.ts";
import { alarmKinds } from "../../../domain/watch/alarm.ts";
import { alarmRules } from "../../../domain/watch/all-rules.ts";
import type { ReadingFact, WatchFacts } from "../../../domain/watch/facts.ts";
import { findSigns } from "../../../domain/watch/find-signs.ts";
import { ago, healthy, now, temporal, timing, watchdog, worker } from "./sample-facts.ts";

const reading = (more: Partial<ReadingFact>): ReadingFact => ({ ...healthy.readings[0]!, ...more });
const owner = { wroteAt: ago(0.5), unreadable: null, deafSince: null, stoppedAt: null };
const onboarding = { clientId: "harbour", since: ago(30), movedAt: ago(1), reason: null, remedy: null };
const gap = (from: number, to: number) => ({ from: ago(from), to: ago(to) });
const slack = {
  channel: "slack",
  place: null,
  clientIds: ["harbour"],
  since: ago(3),
  reason: "Slack says token_revoked.",
  remedy: "Install the app again.",
  held: 4,
} as const;

/** Both sides of each boundary: what is found in these facts, by kind. */
const cases: readonly (readonly [string, Partial<WatchFacts>, readonly AlarmKind[]])[] = [
  ["everything happens that must", {}, []],
  ["nothing was ever started here", { processes: [], temporal: null }, []],

  ["the database is away", { database: { state: "away", since: ago(1), reason: "ECONNREFUSED" } }, ["database-away"]],
  ["clocks differ by 30 s", { database: { state: "there", aheadMs: 30_000 } }, []],
  ["clocks differ by 31 s", { database: { state: "there", aheadMs: 31_000 } }, ["clock-skew"]],
  ["clocks differ by -31 s", { database: { state: "there", aheadMs: -31_000 } }, ["clock-skew"]],

  ["the worker's sign of life is 90 s old", { processes: [worker(1.5)] }, []],
  ["the worker's sign of life is 91 s old", { processes: [worker(1.52)] }, ["no-workers"]],
  ["the worker was stopped 4 min ago, as for a restart", { processes: [worker(4, { stoppedAt: ago(4) })] }, []],
  [
    "the worker was stopped and did not come back",
    { processes: [worker(4.1, { stoppedAt: ago(4.1) })] },
    ["no-workers"],
  ],
  ["one of two workers is silent", { processes: [worker(0.2), worker(5, { name: "beta:9" })] }, ["worker-silent"]],
  [
    "one was killed, and another one came in its place",
    { processes: [worker(0.2, { startedAt: ago(4) }), worker(5, { name: "beta:9" })] },
    [],
  ],
  [
    "two were killed, and one came in their place",
    { processes: [worker(0.2, { startedAt: ago(4) }), worker(5, { name: "beta:9" }), worker(6, { name: "beta:8" })] },
    ["worker-silent"],
  ],
  [
    "one was killed, and so was the one in its place, and a third one runs",
    {
      processes: [
        worker(0.2, { startedAt: ago(4) }),
        worker(5, { name: "beta:9", startedAt: ago(9) }),
        worker(10, { name: "beta:8" }),
        watchdog(0),
      ],
    },
    [],
  ],
  [
    "one of two workers was stopped",
    { processes: [worker(0.2), worker(50, { name: "beta:9", stoppedAt: ago(50) })] },
    [],
  ],
  [
    "a queue was polled 100 s ago",
    { temporal: temporal({ queues: [{ queue: "hubspot", polledAt: new Date(ago(0.2).getTime() - 100_000) }] }) },
    [],
  ],
  [
    "a queue was polled 101 s ago",
    { temporal: temporal({ queues: [{ queue: "hubspot", polledAt: new Date(ago(0.2).getTime() - 101_000) }] }) },
    ["no-workers"],
  ],

  [
    "a queue was polled so long ago that Temporal has forgotten it",
    { temporal: temporal({ queues: [{ queue: "hubspot", polledAt: null }] }) },
    ["no-workers"],
  ],
  [
    "a queue was never polled, and the worker has just come",
    {
      processes: [worker(0.1, { startedAt: ago(1.5) }), watchdog(0)],
      temporal: temporal({ queues: [{ queue: "hubspot", polledAt: null }] }),
    },
    [],
  ],

  [
    "Temporal does not answer",
    { temporal: temporal({ away: { since: ago(1), reason: "No answer." } }) },
    ["temporal-away"],
  ],
  ["nobody has asked Temporal for 3 min", { temporal: temporal({ checkedAt: ago(3) }) }, []],
  ["nobody has asked Temporal for longer", { temporal: temporal({ checkedAt: ago(3.1) }) }, ["temporal-away"]],

  ["ring one last looked 90 s ago", { processes: [worker(0.2, { lookedAt: ago(1.5) })] }, []],
  ["ring one last looked longer ago", { processes: [worker(0.2, { lookedAt: ago(1.6) })] }, ["watch-silent"]],
  [
    "another worker's ring one looks",
    { processes: [worker(0.2, { lookedAt: ago(9) }), worker(0.2, { name: "beta:9" })] },
    [],
  ],
  ["the watchdog is silent", { processes: [worker(0.2), watchdog(1.6)] }, ["watchdog-silent"]],
  ["the watchdog was stopped by the operator", { processes: [worker(0.2), watchdog(90, { stoppedAt: ago(90) })] }, []],

  ["the owner's facts are 150 s old", { owner: { ...owner, wroteAt: ago(2.5) } }, []],
  ["the owner's facts are older", { owner: { ...owner, wroteAt: ago(2.6) } }, ["owner-silent"]],
  ["the owner's facts cannot be read", { owner: { ...owner, unreadable: "They are no JSON." } }, ["owner-silent"]],
  ["the owner's page does not answer", { owner: { ...owner, deafSince: ago(1) } }, ["owner-silent"]],
  ["the owner was stopped 4 min ago", { owner: { ...owner, wroteAt: ago(4), stoppedAt: ago(4) } }, []],
  [
    "the owner was stopped and did not come back",
    { owner: { ...owner, wroteAt: ago(5), stoppedAt: ago(5) } },
    ["owner-silent"],
  ],

  ["a disk is full", { disks: [{ since: ago(1), reason: "0 bytes free." }] }, ["disk-full"]],
  ["Slack lets nothing in", { channels: [slack] }, ["channel-barred"]],
  [
    "a workflow is blocked",
    { blocked: [{ clientId: "harbour", workflowId: "alert/harbour/sales", since: ago(1), reason: "TypeError" }] },
    ["workflow-blocked"],
  ],
  [
    "a schedule is paused by nobody's decision",
    {
      schedules: [
        { scheduleId: "audit/harbour/fast", clientId: "harbour", fault: "paused", since: ago(1), note: null },
      ],
    },
    ["schedule-stopped"],
  ],

  ["a first audit moves", { onboarding: [onboarding] }, []],
  ["a first audit has not moved for 4 min", { onboarding: [{ ...onboarding, movedAt: ago(4) }] }, []],
  [
    "a first audit has not moved for longer",
    { onboarding: [{ ...onboarding, movedAt: ago(4.1) }] },
    ["onboarding-stuck"],
  ],
  [
    "a first audit is refused",
    { onboarding: [{ ...onboarding, reason: "HubSpot refuses the token." }] },
    ["onboarding-stuck"],
  ],

  ["an audit is to be told in a second", { readings: [reading({ tellAt: new Date(now.getTime() + 1_000) })] }, []],
  ["an audit is to be told now", { readings: [reading({ tellAt: now })] }, ["audits-late"]],
  [
    "an operator paused the audit, or it is a long copy",
    { readings: [reading({ lastCompleteAt: ago(900), tellAt: null })] },
    [],
  ],
  [
    "we were away, and are back for less than a cadence",
    { readings: [reading({ lastCompleteAt: ago(60), tellAt: ago(45) })], gaps: [gap(59, 9.9)] },
    [],
  ],
  [
    "we are back for a cadence and 5 min",
    { readings: [reading({ lastCompleteAt: ago(60), tellAt: ago(45) })], gaps: [gap(59, 10)] },
    ["audits-late"],
  ],
  [
    "we keep dying, which is no excuse",
    { readings: [reading({ lastCompleteAt: ago(60), tellAt: ago(45) })], gaps: [gap(59, 50), gap(40, 3)] },
    ["audits-late"],
  ],

  [
    "a message could have gone out 2 min ago",
    { outbox: [{ clientId: "harbour", dueSince: ago(2), waiting: 1, reason: null }] },
    [],
  ],
  [
    "a message could have gone out before",
    { outbox: [{ clientId: "harbour", dueSince: ago(2.1), waiting: 1, reason: null }] },
    ["outbox-stuck"],
  ],
];

test.each(cases)("%s", (_, changes, expected) => {
  const found = findSigns({ ...healthy, ...changes }, [], now, timing);
  expect([...found.plain, ...found.hidden].map(({ kind }) => kind)).toEqual(expected);
});

test("every kind of alarm is found by one of the cases above", () => {
  expect([...new Set(cases.flatMap(([, , kinds]) => kinds))].toSorted()).toEqual(alarmKinds.toSorted());
  expect(alarmRules.map(({ kind }) => kind)).toEqual(alarmKinds);
});

test("what every alarm says: what, its instant and the way out", () => {
  for (const [, changes] of cases) {
    for (const sign of findSigns({ ...healthy, ...changes }, [], now, timing).plain) {
      expect(sign.what).toMatch(/\.$/);
      expect(sign.wayOut).toMatch(/\.$/);
      expect(sign.over).toMatch(/\.$/);
      expect(`${sign.what} ${sign.why} ${sign.wayOut}`).not.toMatch(/undefined|null\b.*null|\[object/);
    }
  }
});
