import { randomBytes } from "node:crypto";
import { sql, type Kysely, type Selectable } from "kysely";
import type { Clock, Hand, HandClass, HandStanding, HandWay } from "../domain/leads/hand.ts";
import type { KnownHand, SettledHand } from "../domain/leads/settle-hands.ts";
import type { Database } from "./database.ts";
import type { ClassBy, HandTable } from "./hand-tables.ts";

/** A hand as it was noticed; its id is made when it is kept, and nothing of the person can be read from it. */
export interface NoticedHand extends Omit<Hand, "handId"> {
  readonly contactId: string;
  readonly label: string;
  readonly sourceId: string | null;
  /** The form's own name, where it was found out. */
  readonly form: string | null;
  readonly classBy: ClassBy;
  readonly wasLead: boolean;
  /** HubSpot no longer knows what came before it. */
  readonly isHistoryCut: boolean;
}

/** A hand as it is kept, with when its touches were last asked for anew. */
export interface KeptHand extends KnownHand {
  readonly contactId: string;
  readonly form: string | null;
  readonly classBy: ClassBy;
  readonly answerId: string | null;
  readonly attempts: number;
  readonly automated: number;
  readonly ai: number;
  readonly judgedAt: Date | null;
  readonly verifiedAt: Date | null;
}

const chunk = 1_000;

/** Keeps hands that were noticed. One that is known already stays as it is: no later reading moves it. */
export async function putHands(
  db: Kysely<Database>,
  clientId: string,
  hands: readonly NoticedHand[],
  seenAt: Date,
): Promise<void> {
  for (let start = 0; start < hands.length; start += chunk) {
    await db
      .insertInto("hand")
      .values(
        hands.slice(start, start + chunk).map((hand) => ({
          client_id: clientId,
          hand_id: randomBytes(12).toString("base64url"),
          contact_id: hand.contactId,
          label: hand.label,
          raised_at: hand.raisedAt,
          how: hand.how,
          source: hand.source,
          source_id: hand.sourceId,
          form: hand.form,
          class: hand.class,
          class_by: hand.classBy,
          was_lead: hand.wasLead,
          state: "waiting" as const,
          history_cut: hand.isHistoryCut,
          seen_at: seenAt,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Contacts that came without a form on one day from one source, and ask for nothing by the client's rules. */
export interface NoticedBatch {
  readonly how: Extract<HandWay, "import" | "api">;
  /** HubSpot's own word for what made them. */
  readonly source: string;
  /** The import's id. */
  readonly sourceId: string | null;
  /** Midnight UTC. */
  readonly madeOn: Date;
  readonly contacts: number;
}

/** Keeps batches. One that is met again holds as many as it ever did. */
export async function putBatches(
  db: Kysely<Database>,
  clientId: string,
  batches: readonly NoticedBatch[],
  seenAt: Date,
): Promise<void> {
  if (batches.length === 0) return;
  await db
    .insertInto("hand")
    .values(
      batches.map(({ how, source, sourceId, madeOn, contacts }) => ({
        client_id: clientId,
        hand_id: `${how}.${source}.${sourceId ?? ""}.${madeOn.toISOString().slice(0, 10)}`,
        raised_at: madeOn,
        how,
        source,
        source_id: sourceId,
        class: "other" as const,
        class_by: "setting" as const,
        was_lead: false,
        state: "waiting" as const,
        contacts,
        seen_at: seenAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["client_id", "hand_id"]).doUpdateSet({ contacts: sql`greatest(hand.contacts, excluded.contacts)` }),
    )
    .execute();
}

/** The hands raised since an instant, oldest first: contact id → hands. */
export async function handsSince(
  db: Kysely<Database>,
  clientId: string,
  since: Date,
): Promise<ReadonlyMap<string, readonly KeptHand[]>> {
  const rows = await db
    .selectFrom("hand")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("raised_at", ">=", since)
    .where("contact_id", "is not", null)
    .orderBy("raised_at")
    .orderBy("hand_id")
    .execute();
  return Map.groupBy(rows.map(keptOf), ({ contactId }) => contactId);
}

/** The clocks and what else was raised since an instant, oldest first: contact id → hands. */
export async function clocksSince(
  db: Kysely<Database>,
  clientId: string,
  since: Date,
): Promise<ReadonlyMap<string, readonly Clock[]>> {
  const rows = await db
    .selectFrom("hand")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("raised_at", ">=", since)
    .where("contact_id", "is not", null)
    .orderBy("raised_at")
    .orderBy("hand_id")
    .execute();
  const clocks = rows.map((row) => ({ contactId: row.contact_id!, clock: clockOf(row) }));
  return new Map([...Map.groupBy(clocks, (one) => one.contactId)].map(([id, of]) => [id, of.map(({ clock }) => clock)]));
}

/** A hand as it is counted: how it stood by an instant, or when it was first seen to stand. */
export interface CountedHand extends HandStanding, Omit<Hand, "handId"> {
  /** Null: the person was deleted, and only the fact is kept. */
  readonly contactId: string | null;
  readonly label: string | null;
  /** More than one: a batch of contacts that came without a form. */
  readonly contacts: number;
  readonly isHistoryCut: boolean;
}

/**
 * The hands raised within a time, as they were known by an instant. Read at any later time it says the same: what was
 * seen after that instant changes nothing, but for hands that were noticed after it, which count as first seen.
 */
export async function handsWithin(
  db: Kysely<Database>,
  clientId: string,
  from: Date,
  before: Date,
  knownBy: Date,
): Promise<readonly CountedHand[]> {
  const { rows } = await sql<HandRow>`
    select h.*, coalesce(t.state, h.state) as state,
      case when t.state is null then h.ended_at else t.ended_at end as ended_at,
      case when t.state is null then h.answered_by else t.answered_by end as answered_by
    from hand h left join lateral (
      select state, ended_at, answered_by from hand_turn t where t.client_id = h.client_id and t.hand_id = h.hand_id
      order by (t.seen_at > ${knownBy}), case when t.seen_at > ${knownBy} then t.seen_at end, t.seen_at desc
      limit 1
    ) t on true
    where h.client_id = ${clientId} and h.raised_at >= ${from} and h.raised_at < ${before}
    order by h.raised_at, h.hand_id
  `.execute(db);
  return rows.map((row) => ({
    ...handOf(row),
    ...standingOf(row),
    contactId: row.contact_id,
    label: row.label,
    contacts: row.contacts,
    isHistoryCut: row.history_cut,
  }));
}

/** The standing of hands as a run saw it, and what changed of it. A run that stands before the last one changes nothing. */
export async function saveStandings(
  db: Kysely<Database>,
  clientId: string,
  settled: readonly SettledHand[],
  asOf: Date,
): Promise<void> {
  for (let start = 0; start < settled.length; start += chunk) {
    const part = settled.slice(start, start + chunk).map((hand) => ({
      hand_id: hand.handId,
      was_lead: hand.wasLead,
      state: hand.state,
      ended_at: hand.endedAt,
      answered_by: hand.answeredBy,
      answer_kind: hand.answer?.kind ?? null,
      answer_type: hand.answer?.engagementType ?? null,
      answer_id: hand.answer?.engagementId ?? null,
      attempts: hand.attempts,
      automated: hand.automated,
      ai: hand.ai,
    }));
    const columns = sql`hand_id text, was_lead boolean, state text, ended_at timestamptz, answered_by text, answer_kind text,
      answer_type text, answer_id text, attempts integer, automated integer, ai integer`;
    await sql`
      with now_so as (select * from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as one (${columns})),
      moved as (
        update hand set was_lead = n.was_lead, state = n.state, ended_at = n.ended_at, answered_by = n.answered_by,
          answer_kind = n.answer_kind, answer_type = n.answer_type, answer_id = n.answer_id,
          attempts = n.attempts, automated = n.automated, ai = n.ai, judged_at = ${asOf}
        from now_so n
        where hand.client_id = ${clientId} and hand.hand_id = n.hand_id
          and (hand.judged_at is null or hand.judged_at <= ${asOf})
        returning hand.hand_id, hand.state, hand.ended_at, hand.answered_by
      )
      insert into hand_turn (client_id, hand_id, seen_at, state, ended_at, answered_by)
      select ${clientId}, m.hand_id, ${asOf}::timestamptz, m.state, m.ended_at, m.answered_by from moved m
      left join lateral (
        select state, ended_at, answered_by from hand_turn t
        where t.client_id = ${clientId} and t.hand_id = m.hand_id order by t.seen_at desc limit 1
      ) t on true
      where row(t.state, t.ended_at, t.answered_by) is distinct from row(m.state, m.ended_at, m.answered_by)
      on conflict (client_id, hand_id, seen_at) do update set
        state = excluded.state, ended_at = excluded.ended_at, answered_by = excluded.answered_by
    `.execute(db);
  }
}

/** Classes hands anew, as the client's settings changed. */
export async function saveClasses(
  db: Kysely<Database>,
  clientId: string,
  classed: readonly { readonly handId: string; readonly class: HandClass; readonly classBy: ClassBy }[],
): Promise<void> {
  for (const alike of Map.groupBy(classed, (one) => `${one.class}/${one.classBy}`).values())
    await db
      .updateTable("hand")
      .set({ class: alike[0]!.class, class_by: alike[0]!.classBy })
      .where("client_id", "=", clientId)
      .where(
        "hand_id",
        "in",
        alike.map(({ handId }) => handId),
      )
      .execute();
}

/** Keeps that every touch of these hands was asked for anew. */
export async function markVerified(
  db: Kysely<Database>,
  clientId: string,
  handIds: readonly string[],
  asOf: Date,
): Promise<void> {
  for (let start = 0; start < handIds.length; start += chunk)
    await db
      .updateTable("hand")
      .set({ verified_at: asOf })
      .where("client_id", "=", clientId)
      .where("hand_id", "in", handIds.slice(start, start + chunk))
      .execute();
}

/** What raised hands since an instant, the most frequent first: how many people, or contacts of batches. */
export async function handSources(db: Kysely<Database>, clientId: string, since: Date) {
  const { rows } = await sql<{
    readonly source: string;
    readonly how: HandWay;
    readonly class: HandClass;
    readonly classBy: ClassBy;
    readonly raised: number;
  }>`
    select coalesce(form, source, 'no form that HubSpot names') as source, how, class, class_by as "classBy",
      sum(contacts)::integer as raised
    from hand where client_id = ${clientId} and raised_at >= ${since}
    group by 1, 2, 3, 4 order by 5 desc, 1
  `.execute(db);
  return rows;
}

/** The seconds since 1970 in which hands were raised since an instant, whatever they ask for. */
export async function raisedSeconds(db: Kysely<Database>, clientId: string, since: Date): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom("hand")
    .select("raised_at")
    .where("client_id", "=", clientId)
    .where("raised_at", ">=", new Date(since.getTime() - 1_000))
    .execute();
  return new Set(rows.map(({ raised_at }) => Math.floor(raised_at.getTime() / 1_000)));
}

export interface HandKnowledge {
  /** Every hand raised since then is known. */
  readonly knownSince: Date;
  /** When that was last so. */
  readonly readAt: Date;
  /** When the hands were last held against the forms' submissions; null: never. */
  readonly provenAt: Date | null;
  /** Submissions that had no contact then. */
  readonly unmatched: number;
}

/** What is known of a client's hands as a whole; null before the first time. */
export async function readHandState(db: Kysely<Database>, clientId: string): Promise<HandKnowledge | null> {
  const row = await db.selectFrom("hand_state").selectAll().where("client_id", "=", clientId).executeTakeFirst();
  if (row === undefined) return null;
  return { knownSince: row.known_since, readAt: row.read_at, provenAt: row.proven_at, unmatched: row.unmatched };
}

/** Keeps that hands were held against submissions; nothing where none were ever noticed. */
export async function saveProof(
  db: Kysely<Database>,
  clientId: string,
  { provenAt, unmatched }: { readonly provenAt: Date; readonly unmatched: number },
): Promise<void> {
  await db.updateTable("hand_state").set({ proven_at: provenAt, unmatched }).where("client_id", "=", clientId).execute();
}

export async function saveHandState(
  db: Kysely<Database>,
  clientId: string,
  state: Pick<HandKnowledge, "knownSince" | "readAt">,
): Promise<void> {
  const values = { known_since: state.knownSince, read_at: state.readAt };
  await db
    .insertInto("hand_state")
    .values({ client_id: clientId, ...values })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet(values))
    .execute();
}

/**
 * Gives the hands of one record to another, as a merge does. Their ids stay. What both raised by one way in one second
 * is one hand: the other's own.
 */
export async function moveHands(
  db: Kysely<Database>,
  clientId: string,
  fromContactId: string,
  toContactId: string,
): Promise<void> {
  await sql`
    with twice as (
      delete from hand h using hand kept
      where h.client_id = ${clientId} and h.contact_id = ${fromContactId}
        and kept.client_id = h.client_id and kept.contact_id = ${toContactId} and kept.how = h.how
        and date_trunc('second', kept.raised_at) = date_trunc('second', h.raised_at)
      returning h.hand_id
    )
    delete from hand_turn t using twice where t.client_id = ${clientId} and t.hand_id = twice.hand_id
  `.execute(db);
  await db
    .updateTable("hand")
    .set({ contact_id: toContactId })
    .where("client_id", "=", clientId)
    .where("contact_id", "=", fromContactId)
    .execute();
}

/**
 * Takes everything of a person out of their hands: what is left counts in past weeks and names nobody. A clock that runs
 * is closed.
 */
export async function forgetHandsOf(
  db: Kysely<Database>,
  clientId: string,
  contactIds: readonly string[],
  asOf: Date,
): Promise<void> {
  if (contactIds.length === 0) return;
  await sql`
    with closed as (
      update hand set state = 'closed', ended_at = ${asOf}
      where client_id = ${clientId} and contact_id in (${sql.join(contactIds)}) and state = 'waiting'
      returning hand_id
    )
    insert into hand_turn (client_id, hand_id, seen_at, state, ended_at)
    select ${clientId}, hand_id, ${asOf}::timestamptz, 'closed', ${asOf}::timestamptz from closed
    on conflict (client_id, hand_id, seen_at) do update set state = excluded.state, ended_at = excluded.ended_at
  `.execute(db);
  await db
    .updateTable("hand")
    .set({ contact_id: null, label: null, source_id: null, answer_id: null })
    .where("client_id", "=", clientId)
    .where("contact_id", "in", contactIds)
    .execute();
}

type HandRow = Selectable<HandTable>;

function handOf({ hand_id: handId, raised_at: raisedAt, how, source, class: kind }: HandRow): Hand {
  return { handId, raisedAt, how, source, class: kind };
}

function standingOf({ state, ended_at: endedAt, answered_by: answeredBy }: HandRow): HandStanding {
  return { state, endedAt, answeredBy };
}

function keptOf(row: HandRow): KeptHand {
  return {
    ...handOf(row),
    contactId: row.contact_id!,
    form: row.form,
    classBy: row.class_by,
    answerId: row.answer_id,
    attempts: row.attempts,
    automated: row.automated,
    ai: row.ai,
    wasLead: row.was_lead,
    standing: row.judged_at === null ? null : standingOf(row),
    judgedAt: row.judged_at,
    verifiedAt: row.verified_at,
  };
}

function clockOf(row: HandRow): Clock {
  return { ...handOf(row), ...standingOf(row), attempts: row.attempts, automated: row.automated, ai: row.ai };
}
