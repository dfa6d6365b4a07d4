import { alarmKey, type AlarmDelivery, type AlarmRecord, type Sign } from "./alarm.ts";
import { ruleOf } from "./all-rules.ts";
import type { FoundSigns } from "./find-signs.ts";

/** What a ring does with one alarm now. */
export type AlarmStep =
  /** Keeps the record as it now is; nobody is told. */
  | { readonly act: "keep"; readonly next: AlarmRecord }
  /** Forgets it: it went before anybody was told. */
  | { readonly act: "forget"; readonly record: AlarmRecord }
  /** Whoever was telling it died meanwhile, and it is over: whether anybody heard of it has to be found out. */
  | { readonly act: "find-out"; readonly next: AlarmRecord }
  /** Takes it, if nobody else has, and tells its beginning or its end. */
  | { readonly act: "tell" | "tell-end"; readonly next: AlarmRecord };

export interface StepContext {
  readonly now: Date;
  /** This process, by name. */
  readonly holder: string;
  /** How long a sign has to last before it is told. */
  readonly holdMs: number;
  /** How much longer here: ring two gives ring one time to be first. */
  readonly patienceMs: number;
  /** How long a sign has to stay away before its end is told; longer for what keeps coming back. */
  readonly quietMs: number;
}

/** A process that died while telling keeps others from it for so long; telling takes 25 seconds at the most. */
export const tellingLeaseMs = 40_000;
/**
 * What comes back within so many quiet times of its end keeps coming back, and its end is told only after so many of
 * them.
 */
const flaps = { rememberedFor: 20, firstQuiet: 10, longestQuiet: 160 };
/** After so long an end that nobody could be told is let go. */
const endPatienceMs = 24 * 3_600_000;

/**
 * What to do about each alarm, from what is wrong now and what was recorded before. Pure: the caller stores by
 * compare-and-set, so of several rings that come to the same step only one carries it out.
 *
 * @param records - The latest of each alarm.
 */
export function nextSteps(
  found: FoundSigns,
  records: readonly AlarmRecord[],
  elsewhere: ReadonlySet<string>,
  context: StepContext,
): readonly AlarmStep[] {
  const byKey = new Map(records.map((record) => [keyOf(record), record]));
  const signs = new Map(found.plain.map((sign) => [alarmKey(sign), sign]));
  const hidden = new Set(found.hidden.map(alarmKey));
  const begun = [...signs.values()]
    .filter((sign) => !elsewhere.has(alarmKey(sign)))
    .map((sign) => stepOfSign(sign, byKey.get(alarmKey(sign)) ?? null, context));
  const over = records
    .filter((record) => !signs.has(keyOf(record)))
    .map((record) =>
      stepWithoutSign(
        record,
        hidden.has(keyOf(record)) || found.isUnknown({ ...record, clientId: record.clientId || null }),
        context,
      ),
    );
  return [...begun, ...over].filter((step) => step !== null);
}

const keyOf = (record: AlarmRecord) => alarmKey({ ...record, clientId: record.clientId || null });

function stepOfSign(sign: Sign, record: AlarmRecord | null, context: StepContext): AlarmStep | null {
  if (record === null || record.state === "ended")
    return startTelling(begin(sign, record, context), sign, context) ?? keep(begin(sign, record, context));
  // It came back before its end was told: it never ended.
  if (record.state === "told" || record.state === "ending")
    return record.goneAt === null
      ? null
      : keep({ ...record, state: "told", goneAt: null, holder: null, leaseUntil: null });
  return startTelling(record, sign, context);
}

function begin(sign: Sign, before: AlarmRecord | null, { now, quietMs }: StepContext): AlarmRecord {
  const endedAt = before?.endedAt ?? null;
  const isBack = endedAt !== null && now.getTime() - endedAt.getTime() <= flaps.rememberedFor * quietMs;
  return {
    clientId: sign.clientId ?? "",
    kind: sign.kind,
    subject: sign.subject,
    episode: (before?.episode ?? 0) + 1,
    state: "seen",
    since: sign.since,
    seenAt: now,
    goneAt: null,
    toldAt: null,
    endedAt: null,
    holder: null,
    leaseUntil: null,
    attempts: 0,
    flaps: isBack ? before!.flaps + 1 : 0,
    what: sign.what,
    why: sign.why,
    wayOut: sign.wayOut,
    over: sign.over,
    deliveries: [],
    version: 0,
  };
}

/** Null while it is too early, or while another process tells it. */
function startTelling(
  record: AlarmRecord,
  sign: Sign,
  { now, holder, holdMs, patienceMs }: StepContext,
): AlarmStep | null {
  const { holds, isSeenFromOutside = false } = ruleOf(record.kind);
  const waitMs = (holds ? holdMs : 0) + (isSeenFromOutside ? 0 : patienceMs);
  if (now.getTime() - record.seenAt.getTime() < waitMs) return null;
  if (record.leaseUntil !== null && now < record.leaseUntil) return null;
  const { what, why, wayOut, over } = sign;
  return { act: "tell", next: taken({ ...record, what, why, wayOut, over, state: "telling" }, holder, now) };
}

function stepWithoutSign(
  record: AlarmRecord,
  isUnknown: boolean,
  { now, holder, quietMs }: StepContext,
): AlarmStep | null {
  const { state, goneAt } = record;
  if (state === "ended" || isUnknown) return null;
  if (state === "seen") return { act: "forget", record };
  const isHeld = record.leaseUntil !== null && now < record.leaseUntil;
  if (state === "telling") {
    if (isHeld) return null;
    // Between an attempt and the next there is no holder; one that is still named never said how its attempt ended.
    if (record.holder !== null) return { act: "find-out", next: taken(record, holder, now) };
    return heard(record)
      ? keep({ ...record, state: "told", goneAt: now, leaseUntil: null })
      : { act: "forget", record };
  }
  if (goneAt === null) return keep({ ...record, goneAt: now });
  if (isHeld || now.getTime() - goneAt.getTime() < quietOf(record, quietMs)) return null;
  if (now.getTime() - goneAt.getTime() > endPatienceMs) return keep({ ...record, state: "ended", endedAt: now });
  return { act: "tell-end", next: taken({ ...record, state: "ending" }, holder, now) };
}

/** How long its sign has to stay away before its end is told. */
export function quietOf(record: Pick<AlarmRecord, "flaps">, quietMs: number): number {
  return record.flaps === 0
    ? quietMs
    : quietMs * Math.min(flaps.longestQuiet, flaps.firstQuiet * 2 ** (record.flaps - 1));
}

function taken(record: AlarmRecord, holder: string, now: Date): AlarmRecord {
  return { ...record, holder, leaseUntil: new Date(now.getTime() + tellingLeaseMs), attempts: record.attempts + 1 };
}

/** The record once it was found out whom the telling reached that nobody wrote down. Null when it reached nobody. */
export function afterFinding(record: AlarmRecord, found: readonly AlarmDelivery[], now: Date): AlarmRecord | null {
  const told = {
    ...record,
    deliveries: lean([...record.deliveries, ...found]),
    holder: null,
    leaseUntil: null,
    attempts: 0,
  };
  return heard(told) ? { ...told, state: "told", toldAt: record.toldAt ?? now, goneAt: record.goneAt ?? now } : null;
}

function keep(next: AlarmRecord): AlarmStep {
  return { act: "keep", next };
}

function heard({ deliveries }: AlarmRecord): boolean {
  return deliveries.some(({ act, isDelivered }) => act === "told" && isDelivered);
}

/** For so long receivers that were not reached are tried again, once another one was. */
const attemptsForAll = 5;
const retryMs = [30_000, 60_000, 2 * 60_000, 5 * 60_000];

const failuresKept = 10;

/** Every delivery that arrived, the first attempt, and the last that failed: a channel may be away for days. */
function lean(deliveries: readonly AlarmDelivery[]): readonly AlarmDelivery[] {
  const last = new Set(deliveries.filter(({ isDelivered }) => !isDelivered).slice(-failuresKept));
  return deliveries.filter((delivery, index) => index === 0 || delivery.isDelivered || last.has(delivery));
}

/**
 * The record once a telling was tried.
 *
 * @param receivers - How many there are to reach.
 */
export function afterTelling(
  record: AlarmRecord,
  tried: readonly AlarmDelivery[],
  receivers: number,
  now: Date,
): AlarmRecord {
  const act = record.state === "ending" ? "ended" : "told";
  const deliveries = lean([...record.deliveries, ...tried]);
  const reached = new Set(
    deliveries.filter((delivery) => delivery.act === act && delivery.isDelivered).map(({ receiver }) => receiver),
  );
  // With nobody to tell, a beginning stays untold, and its end is no news to anybody.
  const isDone =
    (reached.size >= receivers && (receivers > 0 || act === "ended")) ||
    (reached.size > 0 && record.attempts >= attemptsForAll);
  if (isDone) {
    const done = { ...record, deliveries, holder: null, leaseUntil: null, attempts: 0 };
    return act === "told"
      ? { ...done, state: "told", toldAt: record.toldAt ?? now }
      : { ...done, state: "ended", endedAt: now };
  }
  const waitMs = retryMs[Math.min(record.attempts, retryMs.length) - 1] ?? retryMs[0]!;
  return {
    ...record,
    deliveries,
    toldAt: reached.size > 0 ? (record.toldAt ?? now) : record.toldAt,
    holder: null,
    leaseUntil: new Date(now.getTime() + waitMs),
  };
}
