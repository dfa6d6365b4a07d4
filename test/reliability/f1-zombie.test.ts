import { sql } from "kysely";
import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRunShort } from "../../activities/short/run-short.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import {
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { atLeast, eachSeed, exactly, figure, isFull, row } from "./row.ts";
import { Sleeper } from "./sleeper.ts";

const temporal = {
  workflow: { signalWithStart: () => Promise.resolve(undefined) },
  withAbortSignal: (_: AbortSignal, act: () => unknown) => act(),
} as unknown as Client;

row("F1", () => {
  let world: TestWorld;
  let number = 0;
  beforeAll(async () => {
    world = await startTestWorld();
  });
  afterAll(() => world.close());

  /** A client with leads that wait, one of whom is answered meanwhile: the first run is told, the second is pending. */
  async function begin() {
    const clientId = `sleepy-${(number += 1)}`;
    await world.moveTo(startOfTest);
    const portal = await world.addClient(clientId);
    await raiseHand(portal, "ana");
    await raiseHand(portal, "bob");
    await world.moveTo(new Date(startOfTest.getTime() + 90 * 60_000), portal);
    await attempt(world.world, clientId, runName(clientId, world.now()));
    const [ana] = await portal.api.list("contacts");
    await portal.api.update("contacts", ana!.id, { hs_lead_status: "UNQUALIFIED" });
    await raiseHand(portal, "cem");
    await portal.admin.deactivateOwner(portal.ownerId);
    await world.moveTo(new Date(startOfTest.getTime() + 240 * 60_000), portal);
    return { clientId, portal, run: runName(clientId, world.now()) };
  }

  const raiseHand = (portal: TestPortal, name: string) =>
    portal.admin.submitForm({
      email: `${name}@lead.example`,
      formName: "Demo",
      pageUrl: "https://n.example/",
      ownerId: portal.ownerId,
    });

  const attempt = (of: ActivityWorld, clientId: string, run: ReturnType<typeof runName>, number_ = 1) =>
    runActivity(makeRunShort(of), [{ ...run, clientId }], { attempt: number_ }, undefined, temporal);

  const asleep = (sleeper: Sleeper): ActivityWorld => ({
    ...world.world,
    db: sleeper.database(world.world.db),
    portal: (clientId) => sleeper.portal(world.world.portal(clientId)),
  });

  /** Every row of every table that is a client's. */
  async function everythingOf(clientId: string): Promise<Readonly<Record<string, readonly string[]>>> {
    const { rows } = await sql<{ name: string }>`
      select distinct table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'client_id' order by 1`.execute(world.world.db);
    const found: Record<string, readonly string[]> = {};
    for (const { name } of rows) {
      const kept = await sql`select * from ${sql.table(name)} where client_id = ${clientId}`.execute(world.world.db);
      // One that slept before it had begun begins late: that it did is all that it leaves.
      found[name] = kept.rows.map((one) => JSON.stringify({ ...(one as object), attempt: 0 })).toSorted();
    }
    return found;
  }

  test("an attempt that was thought dead and wakes behind its successor changes nothing", async () => {
    const counting = new Sleeper(null);
    const first = await begin();
    await attempt(asleep(counting), first.clientId, first.run);
    const { calls } = counting;
    let changed = 0;
    const woken = await eachSeed({ quick: 12, full: 150 }, async (seed, random) => {
      const { clientId, run } = await begin();
      // All over the run, and each seed elsewhere.
      const at = isFull ? random.int(1, calls) : 1 + Math.floor(((seed - 1) * calls) / 12);
      const sleeper = new Sleeper(at);
      const zombie = attempt(asleep(sleeper), clientId, run).then(
        () => null,
        (error: unknown) => error,
      );
      await Promise.race([sleeper.asleep, zombie]);
      const successor = await attempt(world.world, clientId, run, 2);
      expect(successor).toMatchObject({ result: { status: "complete" } });
      const before = await everythingOf(clientId);
      sleeper.wake();
      await zombie;
      const after = await everythingOf(clientId);
      if (JSON.stringify(after) !== JSON.stringify(before)) changed += 1;
      expect({ at, ...after }).toEqual({ at, ...before });
    });
    figure("zombies woken", woken, atLeast(1));
    figure("rows changed by a zombie", changed, exactly(0));
  });
});
