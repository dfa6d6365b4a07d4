import { afterAll, beforeAll, test } from "vitest";
import { deliverByEmail } from "../../activities/deliver/deliver-by-email.ts";
import { deliverToSlack } from "../../activities/deliver/deliver-to-slack.ts";
import { settleDelivery } from "../../activities/deliver/settle-delivery.ts";
import { claimNext } from "../../storage/outbox-claims.ts";
import { doubles, lost, openDeliveries, type Deliveries, type DeliveryLife } from "./delivery-life.ts";
import { atMost, eachSeed, exactly, figure, row } from "./row.ts";

const points = [
  "before it is sent",
  "after it is sent, before that is written down",
  "after that is written down",
] as const;

row("F2", () => {
  let deliveries: Deliveries;
  beforeAll(async () => {
    deliveries = await openDeliveries();
  });
  afterAll(() => deliveries.close());

  /** One attempt of a sender that dies at this point; what it had in hand stays as it is. */
  async function attemptAndDie({ world, name }: DeliveryLife, point: (typeof points)[number]): Promise<void> {
    const claim = await claimNext(world.db, name, world.now());
    if (claim === null) throw new Error("Nothing was due.");
    if (point === points[0]) return;
    const attempt =
      claim.row.channel === "slack" ? await deliverToSlack(world, claim) : await deliverByEmail(world, claim);
    if (point === points[2]) await settleDelivery(world, claim, attempt);
  }

  test.each(points)("Slack, %s", async (point) => {
    let [missing, twice, left] = [0, 0, 0];
    await eachSeed({ quick: 3, full: 50 }, async (_seed, random) => {
      const life = await deliveries.begin();
      await life.open("waiting-leads", "medium");
      if (random.chance(0.5)) {
        await life.live(1);
        await life.open("waiting-leads", "medium");
      }
      // A crash does not come once: the next sender may die as well.
      for (let crash = 0; crash < random.int(1, 2); crash += 1) {
        if ((await life.unsettled()).every(({ lease_until }) => lease_until === null))
          await attemptAndDie(life, point).catch(() => undefined);
        await life.live(random.int(1, 2));
      }
      await life.live(3);
      const posts = await life.posts();
      missing += lost(life, posts).length;
      twice += doubles(posts);
      left += (await life.unsettled()).length;
    });
    figure("messages lost", missing, exactly(0));
    figure("messages twice", twice, exactly(0));
    figure("left unsent", left, exactly(0));
  });

  test.each(points)("e-mail, %s", async (point) => {
    let [missing, more, ids, left] = [0, 0, 0, 0];
    await eachSeed({ quick: 3, full: 50 }, async (_seed, random) => {
      const life = await deliveries.begin();
      // Its receiver is in Slack; that is closed, so the mail to the next one is what is due.
      await life.admin.setFault({ kind: "error", error: "token_revoked" });
      await life.open("waiting-leads", "critical");
      await life.live(9);
      await life.expectDiverted();
      await attemptAndDie(life, point);
      await life.live(random.int(2, 4));
      const mails = life.mails().filter(({ text }) => text?.includes(life.opened[0]!.label));
      if (mails.length === 0) missing += 1;
      more = Math.max(more, mails.length - 1);
      if (new Set(mails.map(({ messageId }) => messageId)).size > 1) ids += 1;
      left += (await life.unsettled()).filter(({ channel }) => channel === "email").length;
    });
    figure("mails lost", missing, exactly(0));
    figure("mails more than one", more, atMost(point === points[1] ? 1 : 0));
    figure("repetitions under another Message-ID", ids, exactly(0));
    figure("left unsent", left, exactly(0));
  });
});
