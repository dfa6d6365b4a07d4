import { sql } from "kysely";
import { expect, test } from "vitest";
import { leaseAllowance, type LeaseAsked } from "../../storage/allowance.ts";
import { describeOnBoth } from "./on-both-databases.ts";

const ask: LeaseAsked = {
  bucket: "general",
  wanted: 4,
  lifeMs: 1_000,
  allowance: { requests: 10, windowMs: 10_000 },
  ended: null,
  pauseMs: 0,
  daily: null,
  headroomPercent: 10,
};

describeOnBoth("allowance", (db, newClient) => {
  const lease = (clientId: string, own: Partial<LeaseAsked> = {}) => leaseAllowance(db(), clientId, { ...ask, ...own });
  /** Lets time pass for one client, without waiting for it. */
  const pass = async (clientId: string, seconds: number) => {
    await sql`update allowance_slice set until = until - make_interval(secs => ${seconds}) where client_id = ${clientId}`.execute(
      db(),
    );
    await sql`update allowance set day_told_at = day_told_at - make_interval(secs => ${seconds}), paused_until = paused_until - make_interval(secs => ${seconds}) where client_id = ${clientId}`.execute(
      db(),
    );
  };

  test("is leased until it is used up, and again when the window has passed", async () => {
    const client = newClient();
    expect((await lease(client)).granted).toBe(4);
    expect((await lease(client)).granted).toBe(4);
    expect((await lease(client)).granted).toBe(2);
    const none = await lease(client);
    expect(none.granted).toBe(0);
    expect(none.waitMs).toBeGreaterThan(10_000);
    expect(none.waitMs).toBeLessThanOrEqual(11_250);
    await pass(client, 12);
    expect((await lease(client)).granted).toBe(4);
  });

  test("what was not used is given back at once", async () => {
    const client = newClient();
    const { sliceId } = await lease(client, { wanted: 10 });
    expect((await lease(client, { wanted: 10, ended: { sliceId, sent: 3, idleMs: 0 } })).granted).toBe(7);
  });

  test("a slice counts from its last request", async () => {
    const client = newClient();
    const { sliceId } = await lease(client, { wanted: 10 });
    expect((await lease(client, { ended: { sliceId, sent: 10, idleMs: 10_300 } })).granted).toBe(4);
  });

  test("twenty workers at once get no more than there is", async () => {
    const client = newClient();
    const leases = await Promise.all(Array.from({ length: 20 }, () => lease(client, { wanted: 3 })));
    expect(leases.reduce((sum, { granted }) => sum + granted, 0)).toBe(10);
  });

  test("buckets and clients are apart", async () => {
    const [one, other] = [newClient(), newClient()];
    await lease(one, { wanted: 10 });
    expect((await lease(one, { bucket: "search" })).granted).toBe(4);
    expect((await lease(other)).granted).toBe(4);
  });

  test("a pause holds for every worker of the bucket, and passes", async () => {
    const client = newClient();
    await lease(client, { pauseMs: 5_000 });
    const waiting = await lease(client);
    expect(waiting.granted).toBe(0);
    expect(waiting.waitMs).toBeGreaterThan(4_000);
    expect((await lease(client, { bucket: "search" })).granted).toBe(4);
    await pass(client, 6);
    expect((await lease(client)).granted).toBe(4);
  });

  test.each([
    [101, false],
    [100, true],
  ])("with %s of the day's 1,000 left and a headroom of 10 %% the day is spent: %s", async (remaining, isDaySpent) => {
    const client = newClient();
    expect(await lease(client, { daily: { limit: 1_000, remaining } })).toMatchObject({ isDaySpent });
  });

  test("the day is counted down between two answers, and believed for ten minutes only", async () => {
    const client = newClient();
    await lease(client, { daily: { limit: 1_000, remaining: 104 } });
    expect(await lease(client, { bucket: "search" })).toMatchObject({ isDaySpent: true });
    await pass(client, 601);
    expect(await lease(client, { bucket: "search" })).toMatchObject({ isDaySpent: false, granted: 4 });
  });

  test("giving back asks for nothing", async () => {
    const client = newClient();
    const { sliceId } = await lease(client, { wanted: 10 });
    expect(await lease(client, { wanted: 0, ended: { sliceId, sent: 0, idleMs: 0 } })).toMatchObject({
      granted: 0,
      waitMs: 0,
    });
    expect((await lease(client, { wanted: 10 })).granted).toBe(10);
  });
});
