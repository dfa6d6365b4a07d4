import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRecords } from "../../activities/copy/records/copy-records.ts";
import { crmUi } from "../../simulators/hubspot/model/source.ts";
import { startOfTest } from "../activities/test-world.ts";
import { unlikePortal } from "./truth-compare.ts";
import { openTruthWorld, type TruthWorld } from "./truth-world.ts";

let world: TruthWorld;
beforeAll(async () => {
  world = await openTruthWorld();
});
afterAll(() => world.close());

const minuteMs = 60_000;
let number = 0;
const names = ["email", "lifecyclestage", "hubspot_owner_id", "recent_conversion_date", "hs_analytics_source"];

/** Brings a client's contacts up to date, as a run does. */
async function copyAt(clientId: string, token: string, at: Date) {
  let ticks = 0;
  return copyRecords(
    {
      db: world.world.db,
      pages: world.hubspot.reader(token),
      now: () => new Date(at.getTime() + (ticks += 1)),
      sleep: () => Promise.resolve(),
    },
    {
      clientId,
      type: "contact",
      objectType: "contacts",
      holder: `run-${at.toISOString()}`,
      properties: names,
      asOf: at,
      freshForMs: 0,
      listEveryMs: 26 * 60 * minuteMs,
      anew: false,
      suspects: [],
    },
  );
}

/**
 * A copy each five minutes for two hours, after one record was edited in a portal whose index lags; others go on or do
 * not.
 */
async function isFoundWith(
  lagMinutes: (minute: number) => number,
  isBusy: boolean,
  doubts: ((minute: number) => boolean) | null = null,
): Promise<number | null> {
  number += 1;
  const [clientId, token] = [`lag-${number}`, `pat-lag-${number}`];
  const hosted = world.hubspot.open(9_000 + number, token, 100);
  const { portal } = hosted;
  const born = new Date(startOfTest.getTime() - 86_400_000).toISOString();
  const edit = (id: string, at: Date) =>
    portal.liveThrough(
      [{ what: "properties-set", type: "contacts", id, properties: { lifecyclestage: "lead" }, at: at.toISOString() }],
      crmUi,
    );
  portal.liveThrough(
    ["1", "2", "3"].map((id) => ({
      what: "record-created",
      type: "contacts",
      id,
      properties: { email: `${id}@a.example` },
      at: born,
    })),
    crmUi,
  );
  for (let minute = 0; minute <= 240; minute += 5) {
    const at = new Date(startOfTest.getTime() + minute * minuteMs);
    if (minute === 10) edit("1", new Date(at.getTime() - minuteMs));
    if (isBusy && minute > 0) edit("2", new Date(at.getTime() - 2 * minuteMs));
    portal.frozenAt = at.getTime();
    portal.limits = { ...portal.limits, indexLagMs: lagMinutes(minute) * minuteMs };
    const { status, reason } = await copyAt(clientId, token, at);
    // What is hidden for longer than can be tolerated is said, and nothing else.
    const isDoubted = doubts?.(minute) === true;
    expect([minute, status, reason?.includes("late or more") ?? false]).toEqual([
      minute,
      isDoubted ? "suspicious" : "complete",
      isDoubted,
    ]);
    const unlike = await unlikePortal(world.world.db, clientId, hosted, at);
    if (minute >= 10 && !unlike.some((one) => one.startsWith("contact/1 "))) return minute - 10;
  }
  return null;
}

test.each([
  [0, 0],
  [1, 0],
  [4, 5],
  [15, 15],
  [45, 45],
  [55, 55],
])("an index that lags by %i min hides a change for no longer than that", async (lag, found) => {
  expect(await isFoundWith(() => lag, false)).toBe(found);
  expect(await isFoundWith(() => lag, true)).toBe(found);
});

test("an index that falls back in the middle and catches up hides nothing", async () => {
  expect(await isFoundWith((minute) => (minute < 10 || minute >= 40 ? 0 : 30), false)).toBe(30);
  expect(await isFoundWith((minute) => (minute < 10 || minute >= 40 ? 0 : 30), true)).toBe(30);
});

test("one that lags by more than an hour hides nothing for longer than that, and is doubted once that is known", async () => {
  expect(
    await isFoundWith(
      () => 75,
      false,
      (minute) => minute >= 85,
    ),
  ).toBe(75);
  expect(
    await isFoundWith(
      () => 75,
      true,
      (minute) => minute >= 85,
    ),
  ).toBe(75);
  expect(
    await isFoundWith(
      () => 180,
      false,
      (minute) => minute >= 190,
    ),
  ).toBe(180);
});

test("an index that stops right behind a mass of changes hides nothing for longer than it stands, and costs little meanwhile", async () => {
  const [clientId, token] = ["burst", "pat-burst"];
  const hosted = world.hubspot.open(9_500, token, 200);
  const { portal } = hosted;
  const born = new Date(startOfTest.getTime() - 86_400_000).toISOString();
  const ids = Array.from({ length: 260 }, (_, index) => String(index + 1));
  const edit = (id: string, lifecyclestage: string, at: Date) =>
    ({ what: "properties-set", type: "contacts", id, properties: { lifecyclestage }, at: at.toISOString() }) as const;
  portal.liveThrough(
    [...ids, "999"].map((id) => ({
      what: "record-created",
      type: "contacts",
      id,
      properties: { email: `${id}@a.example` },
      at: born,
    })),
    crmUi,
  );
  const minute = (count: number) => new Date(startOfTest.getTime() + count * minuteMs);
  let requests = 0;
  world.hubspot.beforeEachRequest(() => (requests += 1));
  const costs: number[] = [];
  for (let at = 0; at <= 210; at += 5) {
    if (at === 10) {
      portal.liveThrough(
        ids.map((id) => edit(id, "lead", minute(9))),
        crmUi,
      );
      portal.liveThrough([edit("999", "lead", new Date(minute(9).getTime() + 30_000))], crmUi);
    }
    portal.frozenAt = minute(at).getTime();
    // The index stands at five seconds behind the mass until it catches up.
    const lagMs = at < 10 || at >= 200 ? 0 : (at - 9) * minuteMs - 5_000;
    portal.limits = { ...portal.limits, indexLagMs: lagMs };
    requests = 0;
    await copyAt(clientId, token, minute(at));
    if (at >= 20 && at < 200) costs.push(requests);
    const unlike = await unlikePortal(world.world.db, clientId, hosted, minute(at));
    expect([at, unlike.length > 0]).toEqual([at, at >= 10 && at < 200]);
  }
  world.hubspot.beforeEachRequest(() => undefined);
  // Without the two counts each of them would read both pages of the mass again.
  expect(Math.max(...costs)).toBeLessThanOrEqual(4);
});
