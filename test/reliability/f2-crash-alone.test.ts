import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, test } from "vitest";
import { senders } from "../../activities/deliver/channels.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import { settleDelivery } from "../../activities/deliver/settle-delivery.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { openTeams } from "../../connectors/teams/channel.ts";
import { openWebhook } from "../../connectors/webhook/channel.ts";
import { addressOn } from "../../domain/alerting/channels.ts";
import { PostFaultInput, type Post, type PostsSimulator } from "../../simulators/posts/start.ts";
import { startTeams } from "../../simulators/teams/start.ts";
import { startWebhook } from "../../simulators/webhook/start.ts";
import { claimNext } from "../../storage/outbox-claims.ts";
import { enqueue } from "../../storage/outbox.ts";
import { testClient } from "../activities/test-world.ts";
import { startTestWorld, type TestWorld } from "../activities/test-world.ts";
import { delivery } from "../storage/rows.ts";
import { atMost, eachSeed, exactly, figure, row } from "./row.ts";

const points = [
  "before it is sent",
  "after it is sent, before that is written down",
  "after that is written down",
] as const;
const key = `whsec_${randomBytes(32).toString("base64")}`;

/** Channels on which each message stands alone, and nobody can look what arrived. */
row("F2", () => {
  let rig: TestWorld;
  let now = Date.parse("2026-11-25T08:00:00Z");
  const receivers: Record<"teams" | "webhook", PostsSimulator> = {} as never;
  let lives = 0;
  beforeAll(async () => {
    rig = await startTestWorld();
    receivers.teams = await startTeams({ now: () => now });
    receivers.webhook = await startWebhook({ keys: [key], now: () => now });
  });
  afterAll(() => Promise.all([rig.close(), receivers.teams.close(), receivers.webhook.close()]));

  const idOf = ({ headers }: Post) => headers["webhook-id"] ?? headers["x-revwatch-delivery"];

  function begin(channel: "teams" | "webhook") {
    const name = `alone-${(lives += 1)}`;
    const address = () => `${receivers[channel].address}/${name}`;
    const [clock, timeoutMs] = [() => new Date(now), 500];
    const person = { id: "sales", name: "Mia Chen", slack: null, email: null, [channel]: "ops" };
    const world: ActivityWorld = {
      ...rig.world,
      client: () => testClient(name, "1", { receivers: [person] }),
      now: clock,
      teams: () => openTeams({ target: () => ({ address, allowPrivate: true }), now: clock, timeoutMs }),
      webhook: () =>
        openWebhook({ target: () => ({ address, keys: [() => key], allowPrivate: true }), now: clock, timeoutMs }),
    };
    const sendNext = makeSendNext(world);
    return {
      say: (revision: number) =>
        enqueue(
          world.db,
          [delivery(name, { act: "mail", revision }, { channel, address: addressOn(channel, "ops") })],
          clock(),
        ),
      async attemptAndDie(point: (typeof points)[number]) {
        const claim = await claimNext(world.db, name, clock());
        if (claim === null) throw new Error("Nothing was due.");
        if (point === points[0]) return;
        const attempt = await senders[channel](world, claim);
        if (point === points[2]) await settleDelivery(world, claim, attempt);
      },
      async live(minutes: number) {
        for (const until = now + minutes * 60_000; now < until; now += 20_000)
          for (let isBusy = true; isBusy;) isBusy = (await sendNext({ clientId: name })).sent;
      },
      taken: () => receivers[channel].posts.filter(({ to, isTaken }) => to === `/${name}` && isTaken),
      fault: (fault: Partial<PostFaultInput>) =>
        receivers[channel].faults.set(PostFaultInput.parse({ kind: "down", times: 1, to: `/${name}`, ...fault })),
    };
  }

  test.each(points.flatMap((point) => [["teams", point] as const, ["webhook", point] as const]))(
    "%s, %s",
    async (channel, point) => {
      let [missing, more, ids] = [0, 0, 0];
      await eachSeed({ quick: 3, full: 50 }, async (_seed, random) => {
        const life = begin(channel);
        await life.say(1);
        if (random.chance(0.3)) life.fault({ kind: random.pick(["down", "status"]), status: 503 });
        await life.attemptAndDie(point);
        await life.live(random.int(2, 4));
        const taken = life.taken();
        if (taken.length === 0) missing += 1;
        more = Math.max(more, taken.length - 1);
        if (new Set(taken.map(idOf)).size > 1) ids += 1;
      });
      figure("messages lost", missing, exactly(0));
      figure("messages more than one", more, atMost(point === points[1] ? 1 : 0));
      figure("repetitions under another id", ids, exactly(0));
    },
  );

  test.each(["teams", "webhook"] as const)(
    "%s: a lost answer brings one more at most, under the same id",
    async (channel) => {
      let [missing, more, ids] = [0, 0, 0];
      await eachSeed({ quick: 3, full: 50 }, async (_seed, random) => {
        const life = begin(channel);
        life.fault({ kind: random.pick(["lost-answer", "hang-accepted", "status-accepted"]) });
        await life.say(1);
        await life.live(3);
        const taken = life.taken();
        if (taken.length === 0) missing += 1;
        more = Math.max(more, taken.length - 1);
        if (new Set(taken.map(idOf)).size > 1) ids += 1;
      });
      figure("messages lost", missing, exactly(0));
      figure("messages more than one", more, atMost(1));
      figure("repetitions under another id", ids, exactly(0));
    },
  );
});
