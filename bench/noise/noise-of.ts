import type { NoisyYear } from "./noisy-year.ts";

const dayMs = 86_400_000;
const graceMs = 60_000;
/** What moves nobody to look, though it is an event. */
const changes = ["opened", "reopened", "worsened", "eased", "moved", "resolved"] as const;

/** How much one receiver heard. */
export interface ReceiverNoise {
  readonly receiver: string;
  readonly notifications: number;
  /** Of all working days, those on which nothing came too. */
  readonly p95: number;
  readonly most: number;
  readonly mean: number;
  /** On days on which nobody works. */
  readonly onDaysOff: number;
  /** As many there were if each change of a finding had been a message. */
  readonly ofEachChange: { readonly messages: number; readonly p95: number; readonly most: number };
}

export interface Noise {
  readonly receivers: readonly ReceiverNoise[];
  readonly breaches: {
    readonly all: number;
    readonly inTime: number;
    /** Where a cause that hides them, or a window, was told or open instead. */
    readonly held: number;
    readonly late: readonly string[];
  };
  readonly releases: { readonly all: number; readonly slowestMs: number; readonly late: readonly string[] };
}

export async function noiseOf(year: NoisyYear): Promise<Noise> {
  return { receivers: await receiversOf(year), breaches: await breachesOf(year), releases: releasesOf(year) };
}

async function receiversOf({ world, clientId, time, beginsAt, endsAt }: NoisyYear): Promise<readonly ReceiverNoise[]> {
  const { db } = world.world;
  const sent = await db
    .selectFrom("outbox")
    .select(["receiver", "sent_at"])
    .where("client_id", "=", clientId)
    .where("state", "=", "sent")
    .where("act", "in", ["open", "reply", "mail"])
    .execute();
  const happened = await db
    .selectFrom("finding_event as e")
    .innerJoin("notice as n", (join) =>
      join
        .onRef("n.client_id", "=", "e.client_id")
        .onRef("n.finding_id", "=", "e.finding_id")
        .onRef("n.episode", "=", "e.episode"),
    )
    .select(["n.receiver", "e.at"])
    .where("e.client_id", "=", clientId)
    .where("e.mode", "=", "live")
    .where("e.kind", "in", changes)
    .where("n.receiver", "!=", "")
    .execute();
  const workdays: number[] = [];
  for (let { day } = time.local(beginsAt); day < endsAt; day += dayMs) if (time.isWorkday(day)) workdays.push(day);
  const byDay = (instants: readonly Date[]) => Map.groupBy(instants, (at) => time.local(at.getTime()).day);
  const counts = (instants: readonly Date[]) => {
    const days = byDay(instants);
    return workdays.map((day) => days.get(day)?.length ?? 0).toSorted((one, other) => one - other);
  };
  return [...Map.groupBy(sent, ({ receiver }) => receiver)].map(([receiver, rows]) => {
    const heard = rows.map(({ sent_at }) => sent_at!);
    const each = counts(heard);
    const all = happened.filter((one) => one.receiver === receiver).map(({ at }) => at);
    const eachChange = counts(all);
    return {
      receiver,
      notifications: heard.length,
      p95: percentile(each, 0.95),
      most: each.at(-1) ?? 0,
      mean: heard.length / workdays.length,
      onDaysOff: heard.length - each.reduce((sum, count) => sum + count, 0),
      ofEachChange: { messages: all.length, p95: percentile(eachChange, 0.95), most: eachChange.at(-1) ?? 0 },
    };
  });
}

/** Breaches are those that the author of the portal's life knows of, not those that the product found. */
async function breachesOf({
  world,
  clientId,
  lived,
  listener,
  beginsAt,
  endsAt,
}: NoisyYear): Promise<Noise["breaches"]> {
  const breaches = lived
    .labels()
    .filter(({ checkId }) => checkId === "lead-unanswered")
    .map(({ subjectId, from, until }) => ({
      findingId: `lead-unanswered.contact.${subjectId}`,
      from: Date.parse(from),
      until: until === null ? Infinity : Date.parse(until),
    }))
    .filter(({ from, until }) => from > beginsAt && from + graceMs < endsAt && until > from + graceMs);
  const notices = await world.world.db
    .selectFrom("finding_event")
    .select(["finding_id", "at", "because", "decision"])
    .where("client_id", "=", clientId)
    .where("kind", "in", ["opened", "reopened"])
    .execute();
  let [inTime, held] = [0, 0];
  const late: string[] = [];
  for (const { findingId, from } of breaches) {
    const heard = listener.hearings.filter((one) => one.findingId === findingId && one.at > from - dayMs);
    const first = Math.min(...heard.map(({ at }) => at));
    if (first <= from + graceMs) inTime += 1;
    else {
      const release = listener.releases.find((one) => one.findingId === findingId);
      const untold = notices.find(
        (one) => one.finding_id === findingId && one.decision === "not-told" && one.at.getTime() <= from + graceMs,
      );
      if (release !== undefined || untold !== undefined) held += 1;
      else late.push(`${findingId}: due ${said(from)}, heard ${said(first)}`);
    }
  }
  return { all: breaches.length, inTime, held, late };
}

function releasesOf({ listener }: NoisyYear): Noise["releases"] {
  const lateness = ({ endedAt, toldAt }: { endedAt: number; toldAt: number }) => toldAt - endedAt;
  return {
    all: listener.releases.length,
    slowestMs: Math.max(0, ...listener.releases.map(lateness)),
    late: listener.releases
      .filter((one) => lateness(one) > graceMs)
      .map(({ findingId, receiver, because, endedAt, toldAt }) =>
        [findingId, receiver, because, `ended ${said(endedAt)}`, `told ${said(toldAt)}`].join(", "),
      ),
  };
}

/** @param sorted - In order, the smallest first. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const said = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : "never");
