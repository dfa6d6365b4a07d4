import { describe, expect, test } from "vitest";
import { makeSendNext } from "../../../activities/deliver/send-next.ts";
import { enqueue } from "../../../storage/outbox.ts";
import { audit, runActivity, runName } from "../test-world.ts";
import { startToldLead } from "./told-lead.ts";

const lead = startToldLead();
const { pass, send, sendAll, messages, rows, answerLead } = lead;

describe("sending, while something changes or refuses", () => {
  test("Slack away for 30 seconds: a lead that came and was answered meanwhile is never told as waiting", async () => {
    await lead.slackAdmin.setFault({ kind: "down" });
    await send();
    expect(await rows()).toMatchObject([{ state: "sending" }]);
    await answerLead();
    await pass(1);
    await audit(lead.rig, runName(lead.clientId, lead.rig.now()));
    await lead.slackAdmin.clearFaults();
    await pass(3);
    await sendAll();
    expect(await messages()).toEqual([]);
  });

  test("the end edits the message, and calls nobody back to whom it was not escalated", async () => {
    await sendAll();
    await answerLead();
    await pass(1);
    await audit(lead.rig, runName(lead.clientId, lead.rig.now()));
    expect(await sendAll()).toBe(1);
    const [first, ...more] = await messages();
    expect([first!.threadTs, first!.edits.length]).toEqual([null, 1]);
    expect(more).toEqual([]);
  });

  test("while the token is refused a message waits, however long, and goes out once when it is accepted again", async () => {
    await lead.slackAdmin.setFault({ kind: "error", error: "token_revoked" });
    for (let hour = 0; hour < 70; hour += 1) {
      const { sent, nextDueAt } = await send();
      expect(sent).toBe(false);
      expect(Date.parse(nextDueAt!) - lead.rig.now().getTime()).toBeLessThanOrEqual(4 * 60_000);
      await pass(60);
    }
    expect(await rows()).toMatchObject([
      { state: "pending", because: expect.stringContaining("install the app again") },
    ]);
    await lead.slackAdmin.clearFaults();
    expect(await sendAll()).toBe(1);
    expect(await messages()).toHaveLength(1);
  });

  test("what is over before the token is accepted again is never said", async () => {
    await lead.slackAdmin.setFault({ kind: "error", error: "invalid_auth" });
    await send();
    await answerLead();
    await pass(1);
    await audit(lead.rig, runName(lead.clientId, lead.rig.now()));
    await lead.slackAdmin.clearFaults();
    await pass(1);
    expect(await sendAll()).toBe(0);
    expect(await messages()).toEqual([]);
  });

  test("a message that may have arrived is still looked for when the token was refused in between", async () => {
    await lead.slackAdmin.setFault({ kind: "500-accepted", method: "chat.postMessage", times: 1 });
    await send();
    await lead.slackAdmin.setFault({ kind: "error", error: "token_revoked" });
    await pass(1);
    await send();
    expect(await rows()).toMatchObject([{ state: "sending" }]);
    await lead.slackAdmin.clearFaults();
    await pass(2);
    expect(await sendAll()).toBe(1);
    expect(await messages()).toHaveLength(1);
  });

  test("a receiver whose channel was corrected in the config gets what waited there", async () => {
    await lead.slackAdmin.changeChannel(lead.clientId, { isArchived: true });
    await send();
    expect(await rows()).toMatchObject([{ state: "pending", because: expect.stringContaining("is_archived") }]);
    await lead.slackAdmin.addChannel({ id: `C1${lead.number}00000`, name: `new-${lead.clientId}` });
    const config = lead.world.client(lead.clientId);
    const moved = {
      ...config,
      receivers: config.receivers.map((one) => (one.id === "sales" ? { ...one, slack: `C1${lead.number}00000` } : one)),
    };
    await runActivity(makeSendNext({ ...lead.world, client: () => moved }), [{ clientId: lead.clientId }]);
    expect(await lead.slackAdmin.messages(`new-${lead.clientId}`)).toHaveLength(1);
  });

  test("without a Slack in the config it waits for one, and says so", async () => {
    await runActivity(makeSendNext({ ...lead.world, slack: () => null }), [{ clientId: lead.clientId }]);
    expect(await rows()).toMatchObject([
      { state: "pending", because: "Slack is not set up: add a `slack:` section to revwatch.yaml" },
    ]);
    await pass(1);
    expect(await sendAll()).toBe(1);
  });

  test("a weekly report whose model is gone is refused in words", async () => {
    await sendAll();
    await enqueue(
      lead.world.db,
      [
        {
          clientId: lead.clientId,
          alertId: null,
          episode: null,
          revision: null,
          channel: "email",
          act: "mail",
          receiver: "head",
          address: { email: "jo@northwind.example" },
          message: { kind: "weekly-report", period: "2026-W40" },
          because: "the weekly report",
        },
      ],
      lead.world.now(),
    );
    await send();
    expect((await rows()).at(-1)).toMatchObject({ state: "failed", because: "the report that it belongs to is gone" });
  });
});
