import { toldKeys, type AlarmRecord, type WatchTiming } from "../../domain/watch/alarm.ts";
import type { AlarmBook } from "../../domain/watch/alarm-book.ts";
import type { WatchFacts } from "../../domain/watch/facts.ts";
import { findSigns } from "../../domain/watch/find-signs.ts";
import { afterFinding, afterTelling, nextSteps, tellingLeaseMs, type AlarmStep } from "../../domain/watch/next-step.ts";
import { findTold, tellOperators, type Teller } from "./tell-operators.ts";

/** What one ring of the watch looks with. */
export interface Ring {
  /** The process, as it stands in the records. */
  readonly holder: string;
  readonly timing: WatchTiming;
  /** How much longer than ring one it waits before it speaks; 0 for ring one. */
  readonly patienceMs: number;
  readonly book: AlarmBook;
  readonly teller: Teller;
  /** What another ring has told, in a book that is not ours. */
  readonly elsewhere: () => readonly AlarmRecord[];
  readonly facts: (now: Date) => Promise<WatchFacts>;
  readonly now: () => Date;
}

export interface Look {
  readonly at: Date;
  readonly facts: WatchFacts;
  /** Alarms that should have reached somebody by now and have not. */
  readonly untold: readonly AlarmRecord[];
}

/** Looks at everything once: judges the facts, and tells what is to be told. Doing it twice tells nothing twice. */
export async function look(ring: Ring): Promise<Look> {
  const { book, now } = ring;
  const at = now();
  const facts = await ring.facts(at);
  const records = await book.latest(at);
  const others = ring.elsewhere();
  const found = findSigns(facts, [...records, ...others], at, ring.timing);
  const context = {
    now: at,
    holder: ring.holder,
    holdMs: ring.timing.holdMs,
    patienceMs: ring.patienceMs,
    quietMs: ring.timing.holdMs,
  };
  const steps = nextSteps(found, records, toldKeys(others), context);

  for (const step of steps) {
    if (step.act === "keep") await book.put(step.next);
    if (step.act === "forget") await book.forget(step.record);
    if (step.act === "find-out") await findOut(ring, step.next);
  }
  const tried = [...(await tellAll(ring, "tell", steps)), ...(await tellAll(ring, "tell-end", steps))];
  // What waits for its next attempt had no step now.
  const stepped = new Set(steps.map((step) => keyOf(step.act === "forget" ? step.record : step.next)));
  const waiting = records.filter((record) => !stepped.has(keyOf(record)));
  return {
    at,
    facts,
    untold: [...waiting, ...tried].filter(({ state, toldAt }) => state === "telling" && toldAt === null),
  };
}

const keyOf = ({ clientId, kind, subject }: AlarmRecord) => `${clientId}/${kind}/${subject}`;

/** What is of one kind and has the same receivers is one message. */
async function tellAll(
  ring: Ring,
  act: "tell" | "tell-end",
  steps: readonly AlarmStep[],
): Promise<readonly AlarmRecord[]> {
  const operators = ring.teller.operators();
  const due = steps.flatMap((step) => (step.act === act ? [step.next] : []));
  const groups = Map.groupBy(due, ({ kind, clientId, deliveries }) => {
    const names = operators(clientId || null).map(({ id, slack, email }) => `${id} ${slack ?? ""} ${email ?? ""}`);
    // What was tried together is tried again together: the message is known by its first one.
    return [kind, deliveries[0]?.at.toISOString(), ...names].join("\n");
  });
  const tried: AlarmRecord[] = [];
  for (const group of groups.values()) {
    const taken = await takeAll(ring, group);
    if (taken.length > 0) tried.push(...(await tellOne(ring, act, taken)));
  }
  return tried;
}

/**
 * Of several processes that come to this at once, one is first. The lease begins now: others may have been told before.
 */
async function takeAll({ book, now }: Ring, records: readonly AlarmRecord[]): Promise<readonly AlarmRecord[]> {
  const taken: AlarmRecord[] = [];
  for (const record of records) {
    const own = await book.put({ ...record, leaseUntil: new Date(now().getTime() + tellingLeaseMs) });
    if (own !== null) taken.push(own);
  }
  return taken;
}

async function findOut(ring: Ring, next: AlarmRecord): Promise<void> {
  const [record] = await takeAll(ring, [next]);
  if (record === undefined) return;
  const after = afterFinding(record, await findTold(ring.teller, record), ring.now());
  await (after === null ? ring.book.forget(record) : ring.book.put(after));
}

async function tellOne(
  { book, teller, now }: Ring,
  act: "tell" | "tell-end",
  records: readonly AlarmRecord[],
): Promise<readonly AlarmRecord[]> {
  const { deliveries, receivers } = await tellOperators(teller, act === "tell" ? "told" : "ended", records);
  const after = records.map((record) => afterTelling(record, deliveries, receivers, now()));
  for (const record of after) await book.put(record);
  return after;
}
