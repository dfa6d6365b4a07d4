import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeMeetDeadline } from "../../../activities/tell/meet-deadline.ts";
import { makeNextDeadline } from "../../../activities/tell/next-deadline.ts";
import { bringClockForward } from "../../../activities/tell/bring-clock-forward.ts";
import { rearmClocks } from "../../../activities/sweep/rearm-clocks.ts";
import { clockUntil } from "../../../storage/lead-clock.ts";
import { audit, runActivity, runName, startTestWorld, type TestPortal, type TestWorld } from "../test-world.ts";

const clientId = "northwind";
const minuteMs = 60_000;
let world: TestWorld;
let portal: TestPortal;
let askedAt: Date;
let deadline: Date;

/** Temporal as far as a clock goes: what is alive, who was woken, whether the schedule is paused. */
const temporal = { living: [] as string[], woken: [] as unknown[], triggers: [] as string[], isPaused: false };
const client = {
  withAbortSignal: (_: AbortSignal, work: () => unknown) => work(),
  workflow: {
    signalWithStart: async (_type: string, { args }: { args: unknown[] }) => void temporal.woken.push(args[0]),
    async *list() {
      yield* temporal.living.map((workflowId) => ({ workflowId }));
    },
  },
  schedule: {
    getHandle: (id: string) => ({
      describe: async () => ({ state: { paused: temporal.isPaused } }),
      trigger: async (overlap: string) => void temporal.triggers.push(`${id} ${overlap}`),
    }),
  },
} as unknown as Client;

beforeAll(async () => {
  world = await startTestWorld();
  portal = await world.addClient(clientId);
  await audit(world, runName(clientId, world.now(), { cadence: "fast", mode: "baseline" }));
  await world.world.db.updateTable("client").set({ onboarded_at: world.now() }).execute();
  await world.moveTo(new Date(world.now().getTime() + 10 * minuteMs), portal);
  askedAt = world.now();
  await portal.admin.submitForm({
    email: "ana@lead.example",
    formName: "Demo",
    pageUrl: "https://n.example/",
    ownerId: portal.ownerId,
  });
  await world.moveTo(new Date(askedAt.getTime() + 3 * minuteMs), portal);
  await audit(world, runName(clientId, world.now(), { cadence: "fast" }));
  deadline = new Date(askedAt.getTime() + 60 * minuteMs + 1);
});
afterAll(() => world?.close());
beforeEach(() => Object.assign(temporal, { living: [], woken: [], triggers: [], isPaused: false }));

const next = (after: Date) => runActivity(makeNextDeadline(world.world), [{ clientId, after: after.toISOString() }]);
const meet = (after: Date) =>
  runActivity(makeMeetDeadline(world.world), [{ clientId, after: after.toISOString() }], {}, () => undefined, client);

test("the clock waits for a millisecond after the hour that was promised, and the store knows it", async () => {
  expect(await next(world.now())).toEqual({ dueAt: deadline.toISOString() });
  expect(await clockUntil(world.world.db, clientId)).toEqual(deadline);
});

test("before its instant nothing runs; at it the client's schedule has a run look, behind one that is under way", async () => {
  const after = world.now();
  expect(await meet(after)).toEqual({ hasRun: false });
  await world.moveTo(deadline, portal);
  temporal.isPaused = true;
  expect(await meet(after)).toEqual({ hasRun: false });
  expect(temporal.triggers).toEqual([]);
  temporal.isPaused = false;
  expect(await meet(after)).toEqual({ hasRun: true });
  expect(temporal.triggers).toEqual([`audit/${clientId}/fast BUFFER_ONE`]);
  await world.moveTo(after, portal);
});

test("an installation without a clock gets one from the sweep; one that waits is left alone", async () => {
  expect(await rearmClocks(world.world, client)).toBe(1);
  expect(temporal.woken).toEqual([{ clientId, after: world.now().toISOString() }]);
  temporal.living = [`lead/${clientId}`];
  await next(world.now());
  expect(await rearmClocks(world.world, client)).toBe(0);
  expect(temporal.woken).toHaveLength(1);
});

test.each([
  ["waits for nothing", null, true],
  ["waits for too late an instant", 1, true],
  ["waits for that instant", 0, false],
  ["wakes before it", -1, false],
])("a clock that %s", async (_, offsetMs, isWoken) => {
  const at = offsetMs === null ? null : new Date(deadline.getTime() + offsetMs);
  await world.world.db.updateTable("client").set({ clock_until: at }).execute();
  expect(await bringClockForward(world.world.db, () => client, clientId, world.now())).toBe(isWoken);
  expect(temporal.woken).toHaveLength(isWoken ? 1 : 0);
});

test("the run at that instant tells of the lead, and a millisecond before it none does", async () => {
  const opened = async (at: Date) => {
    await world.moveTo(at, portal);
    return (await audit(world, runName(clientId, at, { cadence: "fast" }))).result.counts.opened;
  };
  expect(await opened(new Date(deadline.getTime() - 1))).toBe(0);
  expect(await opened(deadline)).toBe(1);
});
