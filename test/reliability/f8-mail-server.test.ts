import { afterAll, beforeAll, test } from "vitest";
import type { MailFaultInput } from "../../simulators/mailbox/faults.ts";
import { enqueue } from "../../storage/outbox.ts";
import { saveReport } from "../../storage/reports.ts";
import { unsettledDeliveries } from "../../storage/unsettled-deliveries.ts";
import { sampleReport } from "../reports/sample-report.ts";
import { openDeliveries, type Deliveries, type DeliveryLife } from "./delivery-life.ts";
import { atMost, eachSeed, exactly, figure, isFull, row } from "./row.ts";

const recipients = ["ana", "ben", "carl", "dora", "emil"];
const addressOf = (life: DeliveryLife, id: string) => `${id}@${life.name}.example`;

row("F8", () => {
  let deliveries: Deliveries;
  beforeAll(async () => {
    deliveries = await openDeliveries();
  });
  afterAll(() => deliveries.close());

  /** Puts a week's report for five recipients into the outbox, as the report's own activity does. */
  async function sendReport(life: DeliveryLife): Promise<void> {
    const now = new Date(life.now());
    const report = { ...sampleReport, clientId: life.name };
    await deliveries.db.transaction().execute(async (transaction) => {
      await saveReport(transaction, report, null, now);
      await enqueue(
        transaction,
        recipients.map((id) => ({
          clientId: life.name,
          alertId: null,
          episode: null,
          revision: null,
          channel: "email",
          act: "mail",
          receiver: id,
          message: { kind: "weekly-report", period: report.period },
          address: { email: addressOf(life, id) },
          because: "the weekly report",
        })),
        now,
      );
    });
  }

  const outages: readonly [string, number, readonly MailFaultInput[]][] = [
    ["down", 60, [{ kind: "down" }]],
    ["greylisting each receiver", isFull ? 30 : 6, [{ kind: "greylist", seconds: isFull ? 1_800 : 300 }]],
    ["losing its answers", 10, [{ kind: "cut", step: "end" }]],
    ["refusing our password", 30, [{ kind: "refuse", step: "mail", code: 530, status: "5.7.0" }]],
    ["without the TLS that we ask for", 20, []],
    ["out of disk", 20, [{ kind: "refuse", step: "mail", code: 452, status: "4.3.1" }]],
  ];
  test.each(outages)("the mail server is %s for %i minutes", async (name, minutes, faults) => {
    let [missing, twice, left] = [0, 0, 0];
    await eachSeed({ quick: 1, full: 20 }, async () => {
      const life = await deliveries.begin();
      for (const fault of faults) await life.mailbox.setFault(fault);
      if (name.includes("TLS")) life.wanted.security = "starttls";
      await sendReport(life);
      await life.live(isFull ? minutes : Math.min(minutes, 12));
      life.wanted.security = "none";
      await life.mailbox.clearFaults();
      await life.live(5);
      const mails = life.mails();
      const times = (id: string) => mails.filter(({ to }) => to.includes(addressOf(life, id))).length;
      missing += recipients.filter((id) => times(id) === 0).length;
      twice += recipients.filter((id) => times(id) > 1).length;
      left += (await life.unsettled()).length;
    });
    figure("reports that did not come", missing, exactly(0));
    figure("reports that came twice", twice, exactly(0));
    figure("left unsent five minutes after its return", left, exactly(0));
  });

  test("one of five recipients is refused: the others get it at once, and it is shown whose was not taken", async () => {
    let [missing, twice, unsaid, slowMs] = [0, 0, 0, 0];
    await eachSeed({ quick: 1, full: 20 }, async (_seed, random) => {
      const life = await deliveries.begin();
      const refused = random.pick(recipients);
      const status = random.pick(["5.1.1", "5.2.1", "5.7.1", undefined]);
      const fault = {
        kind: "refuse",
        step: "rcpt",
        code: random.pick([550, 551, 553]),
        recipient: addressOf(life, refused),
      } as const;
      await life.mailbox.setFault(status === undefined ? fault : { ...fault, status });
      await sendReport(life);
      const start = life.now();
      await life.live(10);
      const mails = life.mails();
      const good = recipients.filter((id) => id !== refused);
      const to = (id: string) => mails.filter((mail) => mail.to.includes(addressOf(life, id)));
      missing += good.filter((id) => to(id).length === 0).length;
      twice += good.filter((id) => to(id).length > 1).length;
      slowMs = Math.max(slowMs, ...mails.map(({ at }) => at - start));
      const shown = await unsettledDeliveries(deliveries.db, life.name, new Date(life.now()));
      if (shown.length !== 1 || shown[0]!.row.receiver !== refused || shown[0]!.closure?.kind !== "barred") unsaid += 1;
    });
    figure("good recipients without the report", missing, exactly(0));
    figure("good recipients with two", twice, exactly(0));
    figure("longest wait of a good recipient", slowMs / 1000, atMost(60, "s"));
    figure("refusals that are not shown", unsaid, exactly(0));
  });

  test("an answer that is lost after the mail was taken: one more at most, under the same Message-ID", async () => {
    let [missing, more, ids] = [0, 0, 0];
    await eachSeed({ quick: 1, full: 20 }, async (_seed, random) => {
      const life = await deliveries.begin();
      const lost = random.int(1, 3);
      await life.mailbox.setFault({ kind: random.pick(["lost-answer"]), times: lost });
      await sendReport(life);
      await life.live(10);
      const byAddress = Map.groupBy(life.mails(), ({ to }) => to[0]!);
      missing += recipients.length - byAddress.size;
      more += Math.max(0, life.mails().length - recipients.length - lost);
      ids += [...byAddress.values()].filter(
        (mails) => new Set(mails.map(({ messageId }) => messageId)).size > 1,
      ).length;
    });
    figure("reports that did not come", missing, exactly(0));
    figure("mails beyond one more for each lost answer", more, exactly(0));
    figure("repetitions under another Message-ID", ids, exactly(0));
  });

  test("a server that takes its time with the text is waited for", async () => {
    let [missing, twice] = [0, 0];
    await eachSeed({ quick: 1, full: 20 }, async (_seed, random) => {
      const life = await deliveries.begin();
      await life.mailbox.setFault({ kind: "slow", seconds: isFull ? random.int(1, 8) : 1, times: 1 });
      await sendReport(life);
      await life.live(3);
      const mails = life.mails();
      missing += recipients.filter((id) => !mails.some(({ to }) => to.includes(addressOf(life, id)))).length;
      twice += Math.max(0, mails.length - recipients.length);
    });
    figure("reports that did not come", missing, exactly(0));
    figure("reports that came twice", twice, exactly(0));
  });
});
