import { afterAll, beforeAll, expect, test } from "vitest";
import { topics, type Topic } from "../../domain/alerting/topic.ts";
import { barredChannels } from "../../storage/channel-states.ts";
import type { SlackFaultInput } from "../../simulators/slack/inputs.ts";
import type { Random } from "../faults/seeded-random.ts";
import {
  doubles,
  loudBacklog,
  lost,
  openDeliveries,
  toldTooLate,
  type Deliveries,
  type DeliveryLife,
} from "./delivery-life.ts";
import { atMost, eachSeed, exactly, figure, isFull, row } from "./row.ts";

interface Outage {
  begin(life: DeliveryLife): Promise<unknown>;
  end(life: DeliveryLife): Promise<unknown>;
  /** How many channels the operator hears of. */
  readonly alarms: (life: DeliveryLife) => number;
}

const fault =
  (input: SlackFaultInput): Outage["begin"] =>
  (life) =>
    life.admin.setFault(input);
const recover: Outage["end"] = (life) => life.admin.clearFaults();
const change =
  (what: { isArchived?: boolean; isMember?: boolean }): Outage["begin"] =>
  async (life) => {
    for (const receiver of ["sales", "deals"]) await life.admin.changeChannel(life.channel(receiver), what);
  };
type Unsettled = Awaited<ReturnType<DeliveryLife["unsettled"]>>[number];
const none = () => 0;
const one = () => 1;

const outages: Readonly<Record<string, Outage>> = {
  "down for an hour": { begin: fault({ kind: "down" }), end: recover, alarms: none },
  "a storm of 429": { begin: fault({ kind: "429", retryAfter: 30 }), end: recover, alarms: none },
  "channels archived": { begin: change({ isArchived: true }), end: change({ isArchived: false }), alarms: () => 2 },
  "the app put out of its channels": {
    begin: change({ isMember: false }),
    end: change({ isMember: true }),
    alarms: () => 2,
  },
  "the token revoked": { begin: fault({ kind: "error", error: "token_revoked" }), end: recover, alarms: one },
  "the workspace gone": { begin: fault({ kind: "error", error: "account_inactive" }), end: recover, alarms: one },
};

row("F7", () => {
  let deliveries: Deliveries;
  beforeAll(async () => {
    deliveries = await openDeliveries();
  });
  afterAll(() => deliveries.close());

  test.each(Object.entries(outages))("Slack: %s", async (_name, outage) => {
    let [missing, twice, late, unsent, undigested, alarmsWrong, criticalsLate, oneByOne] = [0, 0, 0, 0, 0, 0, 0, 0];
    await eachSeed({ quick: 1, full: 50 }, async (_seed, random) => {
      const life = await deliveries.begin();
      // What is told already is answered below; the rest begins while nothing gets out.
      for (const topic of ["stale-leads", "routing", "stale-deals"] as const) await life.open(topic, "medium");
      await life.live(1);
      await outage.begin(life);
      await away(life, random);
      const barred = (await barredChannels(deliveries.db)).filter(({ clientIds }) => clientIds.includes(life.name));
      if (barred.length !== outage.alarms(life)) alarmsWrong += 1;
      criticalsLate += await late10(life);
      const before = (await life.posts()).length;
      const waiting = await loudBacklog(life);
      await outage.end(life);
      await life.live(5);
      const posts = await life.posts();
      missing += lost(life, posts).length;
      twice += doubles(posts);
      late += toldTooLate(life, posts).length;
      unsent += (await life.unsettled()).filter((message) => !waitsForItsHour(message, life)).length;
      if (waiting > 10 && posts.length - before > 2) oneByOne += 1;
      await life.live(60);
      undigested += (await life.unsettled()).length;
    });
    figure("alerts lost", missing, exactly(0));
    figure("messages twice", twice, exactly(0));
    figure("told as waiting though over", late, exactly(0));
    figure("not out five minutes after its return", unsent, exactly(0));
    figure("mails not out an hour after that", undigested, exactly(0));
    figure("outages with another number of alarms than channels", alarmsWrong, exactly(0));
    figure("criticals not out another way in 11 min", criticalsLate, exactly(0));
    figure("backlogs over ten that came one by one", oneByOne, exactly(0));
  });

  test("one answer in ten is lost, before or after the message was taken", async () => {
    let [missing, twice, unsent] = [0, 0, 0];
    const kinds = [
      "lost-answer",
      "500-accepted",
      "error-accepted",
      "cut",
      "empty-accepted",
      "500",
      "down",
      "html",
    ] as const;
    await eachSeed({ quick: 2, full: 50 }, async (_seed, random) => {
      const life = await deliveries.begin();
      for (const topic of topics) await life.open(topic, random.pick(["medium", "high"]));
      for (let minute = 0; minute < 20; minute += 1) {
        if (random.chance(0.4)) await life.open(random.pick(topics), "medium");
        await life.live(1, async () => {
          if (random.chance(0.1))
            await life.admin.setFault({ kind: random.pick(kinds), method: "chat.postMessage", times: 1 });
        });
      }
      await life.admin.clearFaults();
      await life.live(5);
      const posts = await life.posts();
      missing += lost(life, posts).length;
      twice += doubles(posts);
      unsent += (await life.unsettled()).length;
    });
    figure("alerts lost", missing, exactly(0));
    figure("messages twice", twice, exactly(0));
    figure("left unsent", unsent, exactly(0));
  });

  test("a message that is too long is said in a short one", async () => {
    let [missing, given] = [0, 0];
    await eachSeed({ quick: 1, full: 50 }, async (_seed, random) => {
      const life = await deliveries.begin();
      await life.admin.setFault({
        kind: "error",
        error: random.pick(["msg_blocks_too_long", "msg_too_long", "invalid_blocks"]),
        times: 1,
      });
      await life.open("waiting-leads", "critical");
      await life.live(1);
      missing += lost(life, await life.posts()).length;
      given += (await life.unsettled()).length;
    });
    figure("alerts lost", missing, exactly(0));
    figure("left unsent", given, exactly(0));
    figure("messages an alert", 1, atMost(1));
  });
});

/** A mail about an alert that was mailed already goes out at most once an hour. It has not been tried yet. */
function waitsForItsHour({ channel, attempt, not_before }: Unsettled, life: DeliveryLife): boolean {
  return channel === "email" && attempt === 0 && (not_before?.getTime() ?? 0) > life.now();
}

/** An hour, and in the quick half as long as a critical has to wait for another way. */
const awayMinutes = isFull ? 60 : 16;

/** Leads come, wait and are answered while nothing gets out. */
async function away(life: DeliveryLife, random: Random): Promise<void> {
  for (let minute = 0; minute < awayMinutes; minute += 2) {
    if (random.chance(isFull ? 0.5 : 0.9))
      await life.open(random.pick<Topic>(topics), random.pick(["medium", "high", "critical"]));
    const waiting = life.opened.filter(({ isOver }) => !isOver);
    if (random.chance(0.25) && waiting.length > 1) await life.close(random.pick(waiting));
    await life.live(2);
  }
}

/** Criticals that stood open for eleven minutes, and that nobody heard of by mail in time. */
async function late10(life: DeliveryLife): Promise<number> {
  const mails = life.mails();
  const text = (label: string) => mails.filter((mail) => (mail.text ?? "").includes(label));
  const due = life.opened.filter(
    ({ severity, at, isOver }) => severity === "critical" && !isOver && at <= life.now() - 11 * 60_000,
  );
  expect(life.opened.length).toBeGreaterThan(5);
  return due.filter(({ label }) => text(label).length === 0).length;
}
