import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../../config/load-config.ts";
import { operatorsOf } from "../../../config/watch-receivers.ts";
import type { DeliveryOutcome } from "../../../connectors/delivery-outcome.ts";
import { refuseWhenFull } from "../../../storage/embedded/refuse-when-full.ts";
import type { OpenDatabase } from "../../../storage/open-database.ts";
import { putSight } from "../../../storage/watch-sights.ts";
import { ringOverDatabase } from "../../../workers/watch/ring-over-database.ts";
import { clientYaml, fleetYaml, writeConfig } from "../../config/write-config.ts";
import { openTestDatabase } from "../../support/open-test-database.ts";

const start = Date.UTC(2026, 10, 23, 10);
const everyMs = 10_000;

let database: OpenDatabase;
beforeEach(async () => void (database = await openTestDatabase()));
afterEach(() => database.close());

/** A ring of the watch, and a database that has room or not, or does not answer. */
async function watched() {
  const timing = "watch: { every: 10 seconds, tellAfter: 10 seconds }\n";
  const config = await loadConfig(
    writeConfig({ "revwatch.yaml": `${fleetYaml}${timing}`, "clients/northwind.yaml": clientYaml }),
    {},
  );
  const said: string[] = [];
  const life = { at: start, store: "roomy" as "roomy" | "full" | "away" };
  const now = () => new Date(life.at);
  const ring = (holder: string) =>
    ringOverDatabase({
      holder,
      db: database.db.withPlugin(refuseWhenFull("/data/database", () => (life.store === "full" ? 0 : 1e9))).withPlugin({
        transformQuery({ node }) {
          if (life.store === "away") throw new Error("connect ECONNREFUSED 127.0.0.1:5432");
          return node;
        },
        transformResult: async ({ result }) => result,
      }),
      config: () => config,
      now,
      teller: {
        slack: () => ({
          post: async ({ body }): Promise<DeliveryOutcome> => (
            said.push(body.text),
            { ended: "sent", externalId: "1" }
          ),
          find: async () => null,
        }),
        email: () => null,
        operators: () => operatorsOf(config),
        url: () => null,
        now,
      },
      speaksWithoutDatabase: () => holder === "first",
      aheadMs: () => 0,
    });
  const rings = [ring("first"), ring("second")];
  /** @param sees - Whether a worker was refused for want of room, as it stands in the database.
   * @param isSilent - Whether no worker gives a sign of life, so that there is more to store. */
  const live = async (looks: number, store: typeof life.store, sees: boolean, isSilent = false) => {
    life.store = store;
    for (let look = 0; look < looks; look += 1) {
      life.at += everyMs;
      const value = sees ? { since: now().toISOString(), reason: "PostgreSQL has no room." } : null;
      await putSight(database.db, { kind: "disk", source: "worker:first", at: now(), value });
      const worker = { role: "worker", name: "worker", startedAt: new Date(start), lookedAt: now(), stoppedAt: null };
      if (!isSilent) await putSight(database.db, { kind: "process", source: "worker", at: now(), value: worker });
      for (const one of rings) await one();
    }
  };
  return { live, said };
}

const full = expect.stringMatching(/^◆ Audits stopped: a disk has been full since/);
const away = expect.stringMatching(/^◆ Audits stopped: the database has not answered since/);
const roomAgain = expect.stringMatching(/^✓ Resolved after .*: The disk has room again\.$/);
const answersAgain = expect.stringMatching(/^✓ Resolved after .*: The database answers again\.$/);

type Spell = readonly [looks: number, store: "roomy" | "full" | "away", sees: boolean, isSilent?: boolean];
const quiet: Spell = [5, "roomy", false];

test.each<[string, readonly Spell[], readonly unknown[]]>([
  ["no room even for the alarm", [[5, "full", true], quiet], [full, roomAgain]],
  ["room for the alarm first, and then no more", [[3, "roomy", true], [5, "full", true], quiet], [full, roomAgain]],
  [
    "no room, then some, while the worker still says so",
    [[5, "full", true], [5, "roomy", true], quiet],
    [full, roomAgain],
  ],
  [
    "room and no room by turns",
    [[3, "full", true], [2, "roomy", true], [3, "full", true], [2, "roomy", true], quiet],
    [full, roomAgain],
  ],
  [
    "it was told, and what comes on top cannot be stored",
    [[3, "roomy", true], [6, "full", true, true], [1, "full", true], quiet],
    [full, roomAgain],
  ],
  [
    "it comes back long after its end",
    [[3, "full", true], [40, "roomy", false], [3, "full", true], quiet],
    [full, roomAgain, full, roomAgain],
  ],
  ["it does not answer", [[5, "away", false], quiet], [away, answersAgain]],
  [
    "no room, and then it ends for want of it",
    [[3, "full", true], [3, "away", true], quiet],
    [full, away, expect.anything(), expect.anything()],
  ],
])("a full disk of the database is told once, with its end: %s", async (_, spells, expected) => {
  const { live, said } = await watched();
  await live(...quiet);
  for (const spell of spells) await live(...spell);
  expect(said).toEqual(expected);
});
