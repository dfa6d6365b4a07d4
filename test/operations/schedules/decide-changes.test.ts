import { expect, test } from "vitest";
import { leftConfig, waitingForBaseline } from "../../../domain/schedule-note.ts";
import { decideChanges } from "../../../operations/schedules/decide-changes.ts";
import type { DesiredSchedule } from "../../../operations/schedules/desired-schedules.ts";
import type { ActualSchedule } from "../../../operations/schedules/read-schedules.ts";
import { memoOf } from "../../../operations/schedules/schedule-options.ts";

const desired: DesiredSchedule = {
  scheduleId: "audit/northwind/fast",
  clientId: "northwind",
  description: "The fast audit of northwind, every 5 min",
  timing: { everySeconds: 300 },
  jitterSeconds: 30,
  overlap: "SKIP",
  catchUp: "10 minutes",
  workflowType: "auditClient",
  taskQueue: "audit",
  argument: { clientId: "northwind", cadence: "fast" },
};
const before: DesiredSchedule = { ...desired, timing: { everySeconds: 600 }, jitterSeconds: 60 };

const now = new Date("2026-11-30T08:00:00Z");
const standing = (changes: Partial<ActualSchedule> = {}): ActualSchedule => ({
  scheduleId: desired.scheduleId,
  memo: memoOf(desired),
  isPaused: false,
  note: null,
  lastActionAt: null,
  nextActionAt: new Date("2026-11-30T08:05:00Z"),
  writtenAt: new Date("2026-11-30T07:00:00Z"),
  ...changes,
});
const paused = (note: string, changes: Partial<ActualSchedule> = {}) => standing({ isPaused: true, note, ...changes });

interface Case {
  readonly what: string;
  readonly wanted?: boolean;
  readonly actual?: ActualSchedule;
  readonly onboarded?: boolean;
  readonly isLifting?: boolean;
  readonly prune?: boolean;
  readonly change: string;
  readonly reasons?: readonly string[];
  readonly pausedBecause?: string | null;
}

test.each<Case>([
  {
    what: "a new client's schedule waits for the baseline",
    onboarded: false,
    change: "create",
    pausedBecause: waitingForBaseline,
  },
  { what: "an onboarded client's lost schedule runs at once", change: "create" },
  { what: "nothing has changed", actual: standing(), change: "unchanged" },
  {
    what: "the interval has changed",
    actual: standing({ memo: memoOf(before) }),
    change: "update",
    reasons: ["when: every 10 min → every 5 min", "jitter: 60 → 30"],
  },
  {
    what: "an unknown version wrote it",
    actual: standing({ memo: { ...memoOf(before), written: "" } }),
    change: "update",
  },
  {
    what: "an operator's pause survives",
    actual: paused("on holiday"),
    change: "unchanged",
    pausedBecause: "on holiday",
  },
  {
    what: "an operator's pause survives an update and a missing baseline",
    actual: paused("on holiday", { memo: memoOf(before) }),
    onboarded: false,
    change: "update",
    pausedBecause: "on holiday",
  },
  {
    what: "it waits and has to wait on",
    actual: paused(waitingForBaseline),
    onboarded: false,
    change: "unchanged",
    pausedBecause: waitingForBaseline,
  },
  {
    what: "it waits for a baseline that is done",
    actual: paused(waitingForBaseline),
    change: "resume",
    reasons: ["the baseline is done"],
  },
  {
    what: "its baseline is done and the onboarding lifts the pause",
    actual: paused(waitingForBaseline),
    isLifting: true,
    change: "unchanged",
  },
  { what: "the client is back", actual: paused(leftConfig), change: "resume", reasons: ["it is in the config again"] },
  {
    what: "the database is new",
    actual: standing(),
    onboarded: false,
    change: "pause",
    pausedBecause: waitingForBaseline,
  },
  { what: "the client has left", wanted: false, actual: standing(), change: "pause", pausedBecause: leftConfig },
  {
    what: "the client has left before",
    wanted: false,
    actual: paused(leftConfig),
    change: "unchanged",
    pausedBecause: leftConfig,
  },
  {
    what: "the client has left, and is pruned",
    wanted: false,
    actual: paused(leftConfig),
    prune: true,
    change: "prune",
  },
  { what: "it has no next time although it runs", actual: standing({ nextActionAt: null }), change: "revive" },
  {
    what: "it was written a moment ago, so it has no next time yet",
    actual: standing({ nextActionAt: null, writtenAt: new Date("2026-11-30T07:59:00Z") }),
    change: "unchanged",
  },
  {
    what: "an operator's pause needs no next time",
    actual: paused("on holiday", { nextActionAt: null }),
    change: "unchanged",
    pausedBecause: "on holiday",
  },
  { what: "it bears our id and is not ours", actual: standing({ memo: null }), change: "foreign" },
])(
  "$what: $change",
  ({
    wanted = true,
    actual,
    onboarded = true,
    isLifting = false,
    prune = false,
    change,
    reasons,
    pausedBecause = null,
  }) => {
    const changes = decideChanges(
      wanted ? [desired] : [],
      new Map(actual === undefined ? [] : [[actual.scheduleId, actual]]),
      {
        prune,
        onboarded: new Set(onboarded ? ["northwind"] : []),
        lifting: new Set(isLifting ? ["northwind"] : []),
        now,
      },
    );
    const expected = { scheduleId: "audit/northwind/fast", clientId: "northwind", change, pausedBecause };
    expect(changes).toMatchObject([{ ...expected, ...(reasons === undefined ? {} : { reasons }) }]);
  },
);

test("a schedule that is not ours and not asked for is not even mentioned", () => {
  const actual = new Map([["audit/else/fast", standing({ scheduleId: "audit/else/fast", memo: null })]]);
  expect(decideChanges([], actual, { prune: true, onboarded: new Set(), now })).toEqual([]);
});
