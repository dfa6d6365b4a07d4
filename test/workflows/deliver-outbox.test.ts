import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { wake } from "../../workflows/deliver-outbox.ts";
import { Rig } from "./rig.ts";

describeWith("temporal", "deliverOutbox", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());
  beforeEach(() => rig.clear());

  const now = () => new Date().toISOString();
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

  /** An outbox of messages in memory; it never has two of them in hand at once. */
  function outboxOf(messages: string[]) {
    const sent: string[] = [];
    let inHand = 0;
    rig.doings = {
      sendNext: async () => {
        inHand += 1;
        expect(inHand).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inHand -= 1;
        const next = messages.shift();
        if (next !== undefined) sent.push(next);
        return { sent: next !== undefined, nextDueAt: messages.length > 0 ? now() : null };
      },
    };
    return sent;
  }

  test("messages go out one after another, in order, until the outbox is empty", async () => {
    const sent = outboxOf(["opened", "escalated", "recovered"]);
    const handle = await rig.start("deliverOutbox", [{ clientId: "northwind" }]);
    await handle.result();
    expect(sent).toEqual(["opened", "escalated", "recovered"]);
    expect(rig.called("sendNext").every(([input]) => (input as { clientId: string }).clientId === "northwind")).toBe(
      true,
    );
    await rig.keep("in-order", handle);
  });

  test("a message that may not go yet is waited for", async () => {
    const times: number[] = [];
    rig.doings = {
      sendNext: async () => {
        times.push(Date.now());
        return times.length === 1 ? { sent: false, nextDueAt: inMs(600) } : { sent: true, nextDueAt: null };
      },
    };
    const handle = await rig.start("deliverOutbox", [{ clientId: "northwind" }]);
    await handle.result();
    expect(times[1]! - times[0]!).toBeGreaterThan(500);
    await rig.keep("waits-until-due", handle);
  });

  test("a new message wakes it while it waits", async () => {
    const answers = [
      { sent: false, nextDueAt: inMs(3_600_000) },
      { sent: true, nextDueAt: null },
    ];
    rig.doings = { sendNext: async () => answers.shift() ?? { sent: false, nextDueAt: null } };
    const handle = await rig.start("deliverOutbox", [{ clientId: "northwind" }]);
    await until("it waits", () => answers.length === 1);
    await handle.signal(wake);
    await handle.result();
    expect(answers).toEqual([]);
    await rig.keep("woken", handle);
  });

  test("a message that came during the last look is not left behind", async () => {
    const { promise: looking, resolve: look } = Promise.withResolvers<void>();
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    let looks = 0;
    rig.doings = {
      sendNext: async () => {
        looks += 1;
        if (looks === 1) {
          look();
          await mayAnswer;
          return { sent: false, nextDueAt: null };
        }
        return { sent: looks === 2, nextDueAt: null };
      },
    };
    const handle = await rig.start("deliverOutbox", [{ clientId: "northwind" }]);
    await looking;
    await handle.signal(wake);
    answer();
    await handle.result();
    expect(looks).toBeGreaterThanOrEqual(2);
  });

  test("a sender that fails is tried again", async () => {
    let tries = 0;
    rig.doings = {
      sendNext: async () => {
        tries += 1;
        if (tries === 1) throw new Error("the database is away");
        return { sent: false, nextDueAt: null };
      },
    };
    await rig.run("deliverOutbox", [{ clientId: "northwind" }]);
    expect(tries).toBe(2);
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 5, failed: [] });
  });
});
