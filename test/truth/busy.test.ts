import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRecords } from "../../activities/copy/records/copy-records.ts";
import { crmUi } from "../../simulators/hubspot/model/source.ts";
import type { DatedWrite } from "../../simulators/hubspot/model/write.ts";
import { startOfTest } from "../activities/test-world.ts";
import { seededRandom } from "../faults/seeded-random.ts";
import { unlikePortal } from "./truth-compare.ts";
import { openTruthWorld, type TruthWorld } from "./truth-world.ts";

/**
 * A healthy portal is complete, however busy its team is: it edits, creates and deletes at every request of a list and
 * of the changes after it, far more than one record in a hundred an hour, while the index lags by up to a minute.
 */
let world: TruthWorld;
beforeAll(async () => {
  world = await openTruthWorld();
});
afterAll(() => world.close());

const contacts = 400;
const secondMs = 1_000;

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "seed %i: every copy of a busy portal is complete, and in the end it is the portal",
  async (seed) => {
    const random = seededRandom(seed * 104_729);
    const clientId = `busy-${seed}`;
    const token = `pat-busy-${seed}`;
    const hosted = world.hubspot.open(8_000 + seed, token, random.pick([20, 50, 100]));
    const { portal } = hosted;
    let nextId = 10_000;
    const alive: string[] = [];
    const create = (at: Date): DatedWrite => {
      const id = String((nextId += random.int(1, 5)));
      alive.push(id);
      return {
        what: "record-created",
        type: "contacts",
        id,
        properties: { email: `c${id}@lead.example` },
        at: at.toISOString(),
      };
    };
    const born = new Date(startOfTest.getTime() - 86_400_000);
    portal.liveThrough(
      Array.from({ length: contacts }, () => create(born)),
      crmUi,
    );

    let at = startOfTest;
    const work = () => {
      at = new Date(at.getTime() + random.int(1, 4) * secondMs);
      portal.frozenAt = at.getTime();
      portal.limits = { ...portal.limits, indexLagMs: random.int(0, 59) * secondMs };
      if (random.chance(0.3)) return;
      const writes: DatedWrite[] = [];
      const properties = { lifecyclestage: random.pick(["lead", "customer"]) };
      writes.push({
        what: "properties-set",
        type: "contacts",
        id: random.pick(alive),
        properties,
        at: at.toISOString(),
      });
      if (random.chance(0.2)) writes.push(create(at));
      if (random.chance(0.05)) {
        const [id] = alive.splice(random.int(0, alive.length - 1), 1);
        writes.push({ what: "record-archived", type: "contacts", id: id!, at: at.toISOString() });
      }
      portal.liveThrough(writes, crmUi);
    };
    const copy = async (run: number) => {
      let ticks = 0;
      const { status, reason } = await copyRecords(
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
          holder: `run-${run}`,
          properties: ["email", "hs_analytics_source", "hubspot_owner_id", "lifecyclestage", "recent_conversion_date"],
          asOf: at,
          freshForMs: 0,
          listEveryMs: 20 * 3_600_000,
          anew: false,
          suspects: [],
        },
      );
      return { status, reason };
    };
    const complete = { status: "complete", reason: null };

    world.hubspot.beforeEachRequest(work);
    for (let run = 1; run <= 8; run += 1) {
      at = new Date(at.getTime() + (run === 5 ? 21 * 3_600_000 : 300_000));
      expect(await copy(run), `copy ${run}`).toEqual(complete);
    }
    world.hubspot.beforeEachRequest(() => undefined);
    at = new Date(at.getTime() + 300_000);
    portal.frozenAt = at.getTime();
    portal.limits = { ...portal.limits, indexLagMs: 0 };
    expect(await copy(9)).toEqual(complete);
    expect(await unlikePortal(world.world.db, clientId, hosted, at)).toEqual([]);
  },
);
