import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { acknowledgeActionId } from "../../reports/alert/slack.ts";
import { openPostgres, type OpenDatabase } from "../../storage/open-database.ts";
import { freePort } from "../../workers/state-directory/free-port.ts";
import { seededRandom, type Random } from "../faults/seeded-random.ts";
import { canaries } from "../support/canaries.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { Blows } from "./blows.ts";
import { places, type Place } from "./kill-preload.ts";
import { sharedServices } from "./killed-lane.ts";
import { News } from "./news.ts";
import { atLeast, atMost, exactly, figure, isFull, row } from "./row.ts";

const lanes = isFull ? 2 : 1;
const patienceMs = 240_000;
/** Somebody who takes an alert; what each place has at least, in calls. */
const person = { userId: "U1", userName: "Robin" };
const leastCalls: Readonly<Record<Place, number>> = { ask: 2, settle: 8, call: 2 };

interface Landing {
  readonly place: Place;
}

interface Taken {
  readonly landings: readonly Landing[];
  /** From the last death, or the press that was taken after it, until the message says who has it. */
  readonly resumedAfterMs: number;
  /** Presses that were answered as taken, and are not in the store. */
  readonly lost: number;
  /** Entries and messages beyond one. */
  readonly twice: number;
}

const tooLong = isFull ? null : { reason: "it takes minutes", remedy: "npm run test:reliability -- F1" };

row("F1", () => {
  describeWith(["temporal", "postgres"], "the dashboard, killed while it takes a press", () => {
    testUnless(tooLong, "what it has answered holds, and nothing is taken twice", async () => {
      const alerts = isFull ? 20 : 1;
      const taken = (
        await Promise.all(Array.from({ length: lanes }, (_, lane) => takeAll(alerts / lanes, lane)))
      ).flat();
      const landings = taken.flatMap((one) => one.landings);
      figure("dashboard killed", landings.length, atLeast(isFull ? 50 : 2));
      for (const place of places) {
        const there = landings.filter((landing) => landing.place === place);
        figure(`dashboard killed in ${place}`, there.length, atLeast(isFull ? 5 : 0));
      }
      figure("dashboard: presses that were answered and lost", sum(taken.map(({ lost }) => lost)), exactly(0));
      figure("dashboard: taken or told twice", sum(taken.map(({ twice }) => twice)), exactly(0));
      const slowest = Math.max(...taken.map(({ resumedAfterMs }) => resumedAfterMs)) / 1000;
      figure("dashboard: resumed after, at most", slowest, atMost(isFull ? 60 : 120, "s"));
    });
  });
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

async function takeAll(alerts: number, lane: number): Promise<readonly Taken[]> {
  const desk = await Desk.open();
  const random = seededRandom(lane + 1);
  try {
    const taken: Taken[] = [];
    for (let number = 0; number < alerts; number += 1) taken.push(await desk.takeOne(random));
    return taken;
  } finally {
    await desk.close();
  }
}

/** An installation in which somebody takes each alert in Slack, from a dashboard that dies again and again. */
class Desk {
  readonly #installation: Installation;
  readonly #database: OpenDatabase;
  readonly #blows: Blows;
  readonly #news: News;
  readonly #port: number;
  readonly #closers: readonly (() => Promise<void>)[];
  #dashboard: ChildProcess;

  private constructor(parts: {
    installation: Installation;
    database: OpenDatabase;
    blows: Blows;
    port: number;
    closers: readonly (() => Promise<void>)[];
  }) {
    this.#installation = parts.installation;
    this.#database = parts.database;
    this.#blows = parts.blows;
    this.#port = parts.port;
    this.#closers = parts.closers;
    this.#news = new News(parts.installation);
    this.#dashboard = parts.installation.start("dashboard");
  }

  static async open(): Promise<Desk> {
    const closers: (() => Promise<void>)[] = [];
    const blows = new Blows("dashboard");
    const env = { ...(await sharedServices(closers)), ...blows.env };
    const installation = await Installation.create(env);
    const port = await freePort({ purpose: "the dashboard" });
    appendFileSync(join(installation.directory, "revwatch.yaml"), `dashboard: { port: ${port} }\n`);
    await installation.slack.setUp({
      tokens: [canaries.slackToken],
      signingSecret: canaries.signingSecret,
      interactivityUrl: `http://127.0.0.1:${port}/slack/actions`,
    });
    const worker = installation.start("worker");
    const desk = new Desk({ installation, database: await openPostgres(env["DATABASE_URL"]!), blows, port, closers });
    await desk.#answers();
    await installation.takeOn();
    if (worker.exitCode !== null) throw new Error("The worker has ended.");
    return desk;
  }

  async close(): Promise<void> {
    await this.#database.close();
    await this.#installation.end();
    for (const close of this.#closers.toReversed()) await close();
    this.#blows.end();
  }

  /** A lead waits, its alert is told and taken, the lead is answered. Dies at up to three places on the way. */
  async takeOne(random: Random): Promise<Taken> {
    const before = (await this.#installation.deliveryKeys()).length;
    await this.#hear(before);
    const entries = await this.#entries();
    const landings: Landing[] = [];
    let [lost, isAnswered, resumedFrom] = [0, false, performance.now()];
    for (const place of [...places, null]) {
      if (isAnswered || (await this.#entries()) > entries) break;
      const struck = place === null ? null : await this.#pressAndDie(place, random);
      if (struck === null) isAnswered = await this.#press();
      else {
        landings.push({ place: place! });
        isAnswered = struck.isAnswered;
        resumedFrom = struck.diedAt;
      }
      // What was answered as taken stands in the store by then, whoever has died since.
      if (isAnswered && (await this.#entries()) === entries) lost += 1;
    }
    await until("the message says who has it", () => this.#saysWho(), patienceMs);
    const resumedAfterMs = performance.now() - resumedFrom;
    const twice = (await this.#entries()) - entries - 1;

    // The lead is answered, so that the next one is an alert of its own.
    await this.#hear((await this.#installation.deliveryKeys()).length);
    const keys = await this.#installation.deliveryKeys();
    const doubles = keys.length - new Set(keys).size;
    return { landings, resumedAfterMs, lost, twice: twice + doubles };
  }

  async #hear(before: number): Promise<void> {
    await this.#news.happen();
    await this.#installation.revwatch("audit", "--client", "nightowl");
    await until("the news are told", async () => (await this.#installation.deliveryKeys()).length > before, patienceMs);
    await until("nothing is on the way", async () => (await this.#unsent()) === 0, patienceMs);
  }

  /** @returns Null when it lived through the press. */
  async #pressAndDie(
    place: Place,
    random: Random,
  ): Promise<{ readonly diedAt: number; readonly isAnswered: boolean } | null> {
    const call = random.int(1, leastCalls[place]);
    const id = this.#blows.order({ hop: place, call, side: random.pick(["before", "after"]), victim: "self" });
    const dead = this.#dashboard;
    const isAnswered = await this.#press();
    await until("it dies", () => dead.signalCode !== null, isAnswered ? 3_000 : 15_000).catch(() => 0);
    this.#blows.withdraw();
    if (dead.signalCode === null && !this.#blows.hasLanded(id)) return null;
    if (dead.signalCode === null) await once(dead, "exit");
    const diedAt = performance.now();
    this.#dashboard = this.#installation.start("dashboard");
    await this.#answers();
    return { diedAt, isAnswered };
  }

  /** @returns Whether Slack was told that the press has arrived. */
  async #press(): Promise<boolean> {
    const { channel, ts } = await this.#newest();
    const press = { channel, ts, actionId: acknowledgeActionId, ...person };
    return this.#installation.slack.press(press).then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  async #newest() {
    return (await this.#installation.slack.messages("sales")).findLast(({ threadTs }) => threadTs === null)!;
  }

  async #saysWho(): Promise<boolean> {
    const { blocks, text } = await this.#newest();
    return `${text} ${JSON.stringify(blocks)}`.includes(person.userName);
  }

  async #entries(): Promise<number> {
    const { db } = this.#database;
    return (await db.selectFrom("audit_log").select("verb").where("verb", "=", "acknowledge").execute()).length;
  }

  async #unsent(): Promise<number> {
    const { db } = this.#database;
    return (await db.selectFrom("outbox").select("seq").where("state", "in", ["pending", "sending"]).execute()).length;
  }

  async #answers(): Promise<void> {
    const asks = () =>
      fetch(`http://127.0.0.1:${this.#port}/livez`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until("the dashboard answers", asks, patienceMs);
    await wait(50);
  }
}
