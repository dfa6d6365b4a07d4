import { describe, expect, test } from "vitest";
import { alarmKey, type AlarmDelivery, type AlarmRecord, type Sign } from "../../../domain/watch/alarm.ts";
import type { WatchFacts } from "../../../domain/watch/facts.ts";
import { findSigns } from "../../../domain/watch/find-signs.ts";
import { afterFinding, afterTelling, nextSteps, tellingLeaseMs } from "../../../domain/watch/next-step.ts";
import { ago, healthy, now, temporal, timing } from "./sample-facts.ts";

/** One ring over facts that a test changes: what it says, minute by minute. */
class Life {
  readonly said: string[] = [];
  records: AlarmRecord[] = [];
  elsewhere = new Set<string>();
  reaches: "all" | "none" | "one of two" = "all";
  /** Whoever tells dies with it, before it can say how that ended. */
  diesTelling = false;
  /** What is in Slack of a telling that nobody wrote down. */
  findsOut: "told" | "nothing" = "told";
  #minute = 0;

  /** @param facts - As of the instant given, so that they can grow old. */
  live(minutes: number, facts: (at: Date, minute: number) => Partial<WatchFacts>): this {
    const until = this.#minute + minutes;
    for (; this.#minute < until; this.#minute += 0.5) this.look(new Date(now.getTime() + this.#minute * 60_000), facts);
    return this;
  }

  look(at: Date, facts: (at: Date, minute: number) => Partial<WatchFacts>): void {
    const found = findSigns({ ...healthy, ...alive(at), ...facts(at, this.#minute) }, this.records, at, timing);
    const context = { now: at, holder: "one", holdMs: timing.holdMs, patienceMs: 0, quietMs: 90_000 };
    for (const step of nextSteps(found, this.records, this.elsewhere, context)) {
      if (step.act === "forget") this.records = this.records.filter((record) => record !== step.record);
      else if (step.act === "keep" || this.diesTelling) this.keep(step.next);
      else if (step.act === "find-out") this.findOut(step.next, at);
      else this.tell(step.act, step.next, at);
    }
  }

  tell(act: string, record: AlarmRecord, at: Date): void {
    const receivers = this.reaches === "one of two" ? ["ana", "ben"] : ["ana"];
    const tried = receivers.map((receiver): AlarmDelivery => {
      const isDelivered = this.reaches === "all" || receiver === "ben";
      return { act: act === "tell" ? "told" : "ended", receiver, channel: "slack", at, isDelivered, reason: null };
    });
    if (tried.some(({ isDelivered }) => isDelivered)) this.said.push(`${this.#minute} ${act} ${record.kind}`);
    this.keep(afterTelling(record, tried, receivers.length, at));
  }

  findOut(record: AlarmRecord, at: Date): void {
    const found: AlarmDelivery = {
      act: "told",
      receiver: "ana",
      channel: "slack",
      at,
      isDelivered: true,
      reason: null,
    };
    const after = afterFinding(record, this.findsOut === "told" ? [found] : [], at);
    this.said.push(`${this.#minute} find-out ${record.kind}`);
    if (after === null) this.records = this.records.filter(({ kind }) => kind !== record.kind);
    else this.keep(after);
  }

  keep(next: AlarmRecord): void {
    const key = (record: AlarmRecord) => alarmKey(record as unknown as Sign);
    this.records = [...this.records.filter((record) => key(record) !== key(next)), next];
  }
}

const alive = (at: Date): Partial<WatchFacts> => ({
  processes: healthy.processes.map((process) => ({ ...process, beatAt: at, lookedAt: at })),
  temporal: temporal({ checkedAt: at, queues: [] }),
  readings: [],
});
const away = (since: Date) => (at: Date) => ({
  temporal: temporal({ checkedAt: at, away: { since, reason: "No answer." } }),
});
const fine = () => ({});
const lateSince = (tellAt: Date) => () => ({
  readings: [{ ...healthy.readings[0]!, lastCompleteAt: ago(20), tellAt }],
});

describe("one alarm", () => {
  test("is told once after it has lasted, and its end once it has stayed away", () => {
    const { said } = new Life().live(2, fine).live(30, away(now)).live(30, fine);
    expect(said).toEqual(["3.5 tell temporal-away", "33.5 tell-end temporal-away"]);
  });

  test("that passes before it has lasted is never heard of, and leaves nothing behind", () => {
    const life = new Life().live(1, away(now)).live(10, fine);
    expect([life.said, life.records]).toEqual([[], []]);
  });

  test("of age is told at once", () => {
    expect(new Life().live(1, lateSince(now)).said).toEqual(["0 tell audits-late"]);
  });

  test("whose teller died is told again when the dead one's time is over, and not before", () => {
    const life = new Life();
    life.diesTelling = true;
    life.live(2, away(now));
    life.diesTelling = false;
    const { said } = life.live(5, away(now));
    expect(tellingLeaseMs).toBeLessThanOrEqual(60_000);
    // It was taken at 1.5; half a minute is too early, a minute is not.
    expect(said).toEqual(["2.5 tell temporal-away"]);
  });

  test.each([
    ["told", ["2.5 find-out temporal-away", "4 tell-end temporal-away"]],
    ["nothing", ["2.5 find-out temporal-away"]],
  ] as const)("whose teller died, and that is over: %s was in Slack", (findsOut, expected) => {
    const life = new Life();
    life.findsOut = findsOut;
    life.diesTelling = true;
    life.live(2, away(now));
    life.diesTelling = false;
    const { said } = life.live(10, fine);
    expect(said).toEqual(expected);
    expect(life.records.filter(({ state }) => state !== "ended")).toEqual([]);
  });

  test("whose sign is missed for a look only has not ended", () => {
    const { said } = new Life().live(10, away(now)).live(1, fine).live(10, away(now)).live(1, fine).live(9, away(now));
    expect(said).toEqual(["1.5 tell temporal-away"]);
  });

  test("that keeps coming back is told less and less often", () => {
    const life = new Life();
    for (let hour = 0; hour < 8 * 6; hour += 1) life.live(5, away(now)).live(5, fine);
    expect(life.said).toEqual(["1.5 tell temporal-away", "6.5 tell-end temporal-away", "11.5 tell temporal-away"]);
    expect(life.live(60, fine).said.slice(3)).toEqual(["490 tell-end temporal-away"]);
  });
});

describe("what is told when a channel fails", () => {
  test("nobody was reached: it is tried again until somebody is", () => {
    const life = new Life();
    life.reaches = "none";
    life.live(20, away(now));
    expect(life.said).toEqual([]);
    expect(life.records[0]).toMatchObject({ state: "telling", toldAt: null });
    life.reaches = "all";
    life.live(6, away(now));
    expect(life.said).toEqual([expect.stringMatching(/^2\d(\.5)? tell temporal-away$/)]);
  });

  test("one of two was reached: the other is tried a few times, and then it counts as told", () => {
    const life = new Life();
    life.reaches = "one of two";
    life.live(60, away(now));
    expect(life.said).toHaveLength(5);
    expect(life.records[0]).toMatchObject({ state: "told" });
  });

  test("it went before anybody was reached: forgotten", () => {
    const life = new Life();
    life.reaches = "none";
    life.live(10, away(now)).live(10, fine);
    expect([life.said, life.records]).toEqual([[], []]);
  });
});

describe("causes and what follows from them", () => {
  const both = (since: Date) => (at: Date) => ({ ...away(since)(at), ...lateSince(now)() });

  test("only the cause is told, and after its end what waited has its time", () => {
    const { said } = new Life().live(60, both(now)).live(9, lateSince(now)).live(30, fine);
    expect(said).toEqual(["1.5 tell temporal-away", "61.5 tell-end temporal-away"]);
  });

  test("what is still late after that time is told", () => {
    const { said } = new Life().live(60, both(now)).live(30, lateSince(now));
    expect(said).toEqual(["1.5 tell temporal-away", "61.5 tell-end temporal-away", "70.5 tell audits-late"]);
  });

  test("what was told before its cause was found does not end while the cause lasts", () => {
    const { said } = new Life().live(5, lateSince(now)).live(60, away(now)).live(5, fine);
    expect(said).toEqual([
      "0 tell audits-late",
      "6.5 tell temporal-away",
      "66.5 tell-end audits-late",
      "66.5 tell-end temporal-away",
    ]);
  });
});

test("what another ring has told is not told again", () => {
  const life = new Life();
  life.elsewhere = new Set(["/temporal-away/"]);
  expect(life.live(30, away(now)).said).toEqual([]);
});

test("while one process tells it, no other does; a process that died while telling is replaced", () => {
  const life = new Life();
  const sign = findSigns({ ...healthy, ...away(ago(9))(now) }, [], now, timing);
  const context = { now, holder: "one", holdMs: 0, patienceMs: 0, quietMs: 90_000 };
  const [step] = nextSteps(sign, [], new Set(), context);
  expect(step).toMatchObject({ act: "tell", next: { holder: "one" } });
  const taken = (step as { next: AlarmRecord }).next;
  const later = (seconds: number) => ({ ...context, holder: "two", now: new Date(now.getTime() + seconds * 1_000) });
  expect(nextSteps(sign, [taken], new Set(), later(tellingLeaseMs / 1000 - 1))).toEqual([]);
  expect(nextSteps(sign, [taken], new Set(), later(tellingLeaseMs / 1000))).toMatchObject([
    { act: "tell", next: { holder: "two", attempts: 2 } },
  ]);
  expect(life.said).toEqual([]);
});
