import type { AlarmKind } from "../../domain/watch/alarm.ts";
import { ruleOf } from "../../domain/watch/all-rules.ts";
import { findSigns } from "../../domain/watch/find-signs.ts";
import { sayAge } from "../../domain/watch/say-age.ts";
import { readClientAges } from "../reads/client-ages.ts";
import { gatherFacts } from "../watch/gather-facts.ts";
import { timingOf } from "../watch/timing-of.ts";
import type { World } from "../world.ts";

/** Why an installation does not do what it is there for. */
export interface Unready {
  readonly kind: AlarmKind | "not-checked";
  /** Null when it is about the whole installation. */
  readonly clientId: string | null;
  readonly what: string;
  readonly wayOut: string | null;
}

export interface Readiness {
  readonly isReady: boolean;
  /** ISO 8601: when it was asked. */
  readonly at: string;
  readonly reasons: readonly Unready[];
}

export type HealthWorld = Pick<World, "config" | "db" | "now" | "disk">;

/** Beside the critical ones: without these no message arrives. */
const alsoUnready: readonly AlarmKind[] = ["outbox-stuck"];
const answerWithinMs = 5_000;

/**
 * Whether audits and messages happen, as far as the database tells now: it answers, workers poll, Temporal is there,
 * every client is read in time, messages go out, the disk has room. It rests on no alarm that somebody has told.
 *
 * Never throws: what cannot be asked is a reason.
 */
export async function readReadiness(world: HealthWorld): Promise<Readiness> {
  const at = world.now();
  const reasons = [...(await diskReasons(world)), ...(await databaseReasons(world, at))];
  return { isReady: reasons.length === 0, at: at.toISOString(), reasons };
}

async function databaseReasons(world: HealthWorld, at: Date): Promise<readonly Unready[]> {
  try {
    return await within(answerWithinMs, async () => [...(await signs(world, at)), ...(await ages(world, at))]);
  } catch {
    const what = "The database does not answer.";
    return [{ kind: "database-away", clientId: null, what, wayOut: ruleOf("database-away").remedy }];
  }
}

async function signs({ db, config, now }: HealthWorld, at: Date): Promise<readonly Unready[]> {
  const timing = timingOf(config());
  // Where the clock is moved, it is not the database's.
  const isMoved = Math.abs(now().getTime() - Date.now()) >= timing.everyMs;
  const facts = await gatherFacts({
    db,
    config: config(),
    now: at,
    everyMs: timing.everyMs,
    aheadMs: isMoved ? () => 0 : undefined,
  });
  return findSigns(facts, [], at, timing)
    .plain.filter(({ kind }) => ruleOf(kind).severity === "critical" || alsoUnready.includes(kind))
    .map(({ kind, clientId, what, wayOut }) => ({ kind, clientId, what, wayOut }));
}

/** What an operator paused is paused, and what was never audited waits: neither is a fault of this installation. */
async function ages({ db, config }: HealthWorld, at: Date): Promise<readonly Unready[]> {
  const { clients } = config();
  const known = await readClientAges(db, clients, at);
  return clients.flatMap(({ clientId, timeZone }) => {
    const age = known.get(clientId)!;
    if (age.state !== "told" && age.state !== "not-checked") return [];
    const words = sayAge(age, timeZone, at);
    return [
      { kind: "not-checked" as const, clientId, what: words?.what ?? "Not checked.", wayOut: words?.wayOut ?? null },
    ];
  });
}

async function diskReasons({ disk }: HealthWorld): Promise<readonly Unready[]> {
  const reading = await disk?.();
  if (reading?.state !== "full") return [];
  return [{ kind: "disk-full", clientId: null, what: reading.sentence ?? "The disk is full.", wayOut: null }];
}

async function within<Value>(ms: number, ask: () => Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer in time")), ms);
  const asked = ask();
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
