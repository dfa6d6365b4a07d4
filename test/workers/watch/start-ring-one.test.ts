import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "../../../config/load-config.ts";
import { noFacts } from "../../../domain/watch/facts.ts";
import { living } from "../../../domain/watch/processes.ts";
import { watchSilent } from "../../../domain/watch/rules/watch-silent.ts";
import { factsOfSights } from "../../../operations/watch/facts-of-sights.ts";
import { timingOf } from "../../../operations/watch/timing-of.ts";
import type { OpenDatabase } from "../../../storage/open-database.ts";
import { readSights } from "../../../storage/watch-sights.ts";
import { startRingOne, type RingOne } from "../../../workers/watch/start-ring-one.ts";
import { clientYaml, fleetYaml, writeConfig } from "../../config/write-config.ts";
import { MovedTime } from "../../reliability/watch/moved-time.ts";
import { openTestDatabase } from "../../support/open-test-database.ts";

const minuteMs = 60_000;
const loops = 4;

describe("whether ring one looks, as another process sees it", () => {
  const time = new MovedTime(new Date("2026-11-23T10:00:00Z"));
  let database: OpenDatabase;
  let ring: RingOne;
  let hangs: boolean;
  let release: () => void;
  let everyMs: number;
  let signs: () => Promise<{ readonly alive: number; readonly told: readonly string[] }>;

  beforeEach(async () => {
    hangs = false;
    release = () => undefined;
    database = await openTestDatabase();
    const fleet = `${fleetYaml}watch: { heartbeat: { env: HEARTBEAT }, heartbeatEvery: 30 seconds }\n`;
    const config = await loadConfig(writeConfig({ "revwatch.yaml": fleet, "clients/northwind.yaml": clientYaml }), {});
    const timing = timingOf(config);
    everyMs = timing.everyMs;
    time.join(loops);
    ring = await startRingOne({
      db: database.db,
      config: () => config,
      channels: { slack: () => null, email: () => null } as never,
      url: () => null,
      env: { HEARTBEAT: "https://hc-ping.com/secret" },
      logger: { warn: () => undefined, info: () => undefined },
      probeTemporal: async () => ({ away: null, queues: [] }),
      timers: time.forProcess(),
      aheadMs: () => 0,
      name: "worker",
      async heartbeat() {
        if (!hangs) return;
        time.leave(1);
        await new Promise<void>((resolve) => (release = resolve));
      },
    });
    signs = async () => {
      const { sights } = await readSights(database.db);
      const facts = { ...noFacts, ...factsOfSights(sights, time.now(), everyMs) };
      const told = watchSilent.find(facts, time.now(), timing).map(({ kind }) => kind);
      return { alive: living(facts, "worker", time.now(), timing).length, told };
    };
    await live(2 * minuteMs);
  });
  afterEach(async () => {
    if (hangs) time.join(1);
    release();
    await ring.stop();
    await database.close();
  });
  const live = (ms: number) => time.liveUntil(new Date(time.now().getTime() + ms));

  test("it looks: nothing is wrong", async () => {
    expect(await signs()).toEqual({ alive: 1, told: [] });
  });

  test("it hangs while the process gives its signs of life: that is told", async () => {
    hangs = true;
    await live(4 * minuteMs);
    expect(await signs()).toEqual({ alive: 1, told: ["watch-silent"] });
  });

  test.each([1, 2, 5, 600])(
    "the process was halted for %i minutes: its first sign of life is no sign that its watch hangs",
    async (minutes) => {
      time.halt(minutes * minuteMs);
      await live(0);
      expect(await signs()).toEqual({ alive: 1, told: [] });
    },
  );

  test("it hangs after a halt: that is told too", async () => {
    hangs = true;
    time.halt(5 * minuteMs);
    await live(4 * minuteMs);
    expect(await signs()).toEqual({ alive: 1, told: ["watch-silent"] });
  });
});
