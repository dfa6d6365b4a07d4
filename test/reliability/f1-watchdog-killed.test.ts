import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openPostgres, type OpenDatabase } from "../../storage/open-database.ts";
import { seededRandom, type Random } from "../faults/seeded-random.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { Blows } from "./blows.ts";
import { sharedServices } from "./killed-lane.ts";
import { atLeast, atMost, exactly, figure, isFull, row } from "./row.ts";

/** Fifteen times as fast as by default. */
const watch = `watch: { every: 2 seconds, tellAfter: 2 seconds, outboxAfter: 6 seconds }\n`;
const patienceMs = 240_000;
const lanes = isFull ? 5 : 1;

/** Where it dies: at a question to the store, when it has taken a telling and not sent it, or sent and not noted it. */
const places = ["looking", "before the message", "after the message", "at the end's message"] as const;
type Place = (typeof places)[number];

interface Landing {
  readonly place: Place;
  readonly resumedAfterMs: number;
  /** Messages beyond one of the beginning and one of the end; below 0: lost. */
  readonly toldWrong: number;
}

const tooLong = isFull ? null : { reason: "it takes minutes", remedy: "npm run test:reliability -- F1" };

row("F1", () => {
  describeWith(["temporal", "postgres"], "the watchdog, killed while it tells", () => {
    testUnless(tooLong, "each alarm is told once, and its end once", async () => {
      const plan: readonly Place[] = isFull
        ? Array.from({ length: 51 }, (_, index) => places[index % places.length]!)
        : ["after the message"];
      const landings = (await Promise.all(Array.from({ length: lanes }, (_, lane) => killAll(plan, lane)))).flat();
      figure("watchdog killed", landings.length, atLeast(plan.length));
      for (const place of new Set(plan)) {
        const there = landings.filter((landing) => landing.place === place);
        figure(`watchdog killed ${place}`, there.length, atLeast(isFull ? 5 : 1));
      }
      const wrong = landings.reduce((sum, { toldWrong }) => sum + Math.abs(toldWrong), 0);
      figure("watchdog: messages lost or told twice", wrong, exactly(0));
      const slowest = Math.max(...landings.map(({ resumedAfterMs }) => resumedAfterMs)) / 1000;
      figure("watchdog: resumed after, at most", slowest, atMost(isFull ? 60 : 120, "s"));
    });
  });
});

async function killAll(plan: readonly Place[], lane: number): Promise<readonly Landing[]> {
  const own = plan.filter((_place, index) => index % lanes === lane);
  const random = seededRandom(lane + 1);
  const watched = await Watched.open();
  try {
    const landings: Landing[] = [];
    for (const place of own) {
      let landing: Landing | null = null;
      // Ring one may have been first with the end; then the watchdog was not there to be killed.
      while (landing === null) landing = await watched.kill(place, random);
      landings.push(landing);
    }
    return landings;
  } finally {
    await watched.close();
  }
}

/** A worker that is halted again and again, and the watchdog that tells of it. */
class Watched {
  readonly #installation: Installation;
  readonly #database: OpenDatabase;
  readonly #blows: Blows;
  readonly #worker: ChildProcess;
  readonly #closers: readonly (() => Promise<void>)[];
  #watchdog: ChildProcess;

  private constructor(
    installation: Installation,
    database: OpenDatabase,
    blows: Blows,
    closers: readonly (() => Promise<void>)[],
  ) {
    this.#installation = installation;
    this.#database = database;
    this.#blows = blows;
    this.#closers = closers;
    this.#worker = installation.start("worker");
    this.#watchdog = installation.start("watchdog");
  }

  static async open(): Promise<Watched> {
    const closers: (() => Promise<void>)[] = [];
    const blows = new Blows("watchdog");
    const env = { ...(await sharedServices(closers)), ...blows.env };
    const installation = await Installation.create(env);
    appendFileSync(join(installation.directory, "revwatch.yaml"), watch);
    const watched = new Watched(installation, await openPostgres(env["DATABASE_URL"]!), blows, closers);
    await until("both give signs of life", async () => (await watched.#roles()).length === 2, 240_000);
    return watched;
  }

  async close(): Promise<void> {
    await this.#database.close();
    await this.#installation.end();
    for (const close of this.#closers.toReversed()) await close();
    this.#blows.end();
  }

  /** @returns Null when nothing was struck. */
  async kill(place: Place, random: Random): Promise<Landing | null> {
    // What comes back soon would be told later, as a thing that keeps coming back.
    await this.#database.db.deleteFrom("watch_alarm").execute();
    const before = (await this.#texts()).length;
    const since = async (pattern: RegExp) =>
      (await this.#texts()).slice(before).filter((text) => pattern.test(text)).length;
    const told = () => since(/Audits stopped at/);
    const ended = () => since(/Resolved after/);

    this.#worker.kill("SIGSTOP");
    let diedAt: number | null = null;
    if (place !== "at the end's message") {
      if (place === "looking") await wait(random.int(0, 12_000));
      diedAt = await this.#strike(place, random, async () => false);
    }
    await this.#until(`the operator hears that audits stopped (${place})`, async () => (await told()) > 0);
    let resumedAt = performance.now();
    this.#worker.kill("SIGCONT");
    if (place === "at the end's message") diedAt = await this.#strike(place, random, async () => (await ended()) > 0);
    await until("the operator hears the end", async () => (await ended()) > 0, patienceMs);
    if (place === "at the end's message") resumedAt = performance.now();
    // Whatever would be told once too often comes within this time.
    await until("the watchdog looks again", async () => (await this.#roles()).length === 2, patienceMs);
    await wait(6_000);
    const toldWrong = (await told()) - 1 + (await ended()) - 1;
    return diedAt === null ? null : { place, resumedAfterMs: Math.max(0, resumedAt - diedAt), toldWrong };
  }

  /** Arms the blow and waits until it lands, or there is nothing to strike at any more; starts the watchdog again. */
  async #strike(place: Place, random: Random, isTooLate: () => Promise<boolean>): Promise<number | null> {
    const side =
      place === "before the message"
        ? "before"
        : place === "after the message"
          ? "after"
          : random.pick(["before", "after"] as const);
    const id =
      place === "looking"
        ? this.#blows.order({ hop: "ask", call: random.int(1, 8), side, victim: "self" })
        : this.#blows.order({ hop: "call", call: 1, side, victim: "self" });
    const dead = this.#watchdog;
    let isLate = false;
    await until(
      "the blow lands",
      async () => this.#blows.hasLanded(id) || (isLate = await isTooLate()) || dead.signalCode !== null,
      patienceMs,
    );
    this.#blows.withdraw();
    if (isLate && !this.#blows.hasLanded(id)) return null;
    const diedAt = performance.now();
    if (dead.exitCode === null && dead.signalCode === null) await once(dead, "exit");
    this.#watchdog = this.#installation.start("watchdog");
    return diedAt;
  }

  async #until(what: string, condition: () => Promise<boolean>): Promise<void> {
    await until(what, condition, patienceMs).catch(async (error: unknown) => {
      const records = await this.#database.db.selectFrom("watch_alarm").selectAll().execute();
      const sights = await this.#database.db.selectFrom("watch_sight").selectAll().execute();
      throw new Error(`${String(error)} ${JSON.stringify({ records, sights, told: (await this.#texts()).slice(-4) })}`);
    });
  }

  async #texts(): Promise<readonly string[]> {
    return (await this.#installation.slack.messages("operations")).map(({ text }) => text);
  }

  async #roles(): Promise<readonly unknown[]> {
    const fresh = new Date(Date.now() - 5_000);
    const { db } = this.#database;
    return db
      .selectFrom("watch_sight")
      .select("source")
      .where("kind", "=", "process")
      .where("at", ">", fresh)
      .execute();
  }
}
