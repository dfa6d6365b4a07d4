import { sql, type Kysely } from "kysely";
import type { Hand, HandStanding } from "../../domain/leads/hand.ts";
import type { SettledHand } from "../../domain/leads/settle-hands.ts";
import { bumpRecords, inTransaction } from "../change-numbers.ts";
import type { Database } from "../database.ts";
import { handOf, standingOf, type HandRow } from "./hand-row.ts";

const chunk = 1_000;

/** A hand as it is counted: how it stood by an instant, or when it was first seen to stand. */
export interface CountedHand extends HandStanding, Hand {
  /** Null: the person was deleted, and only the fact is kept. */
  readonly contactId: string | null;
  readonly label: string | null;
  /** More than one: a batch of contacts that came without a form. */
  readonly contacts: number;
  readonly isHistoryCut: boolean;
  /** The team in whose hours its wait counts, as the settings write it; null: the client's. */
  readonly hoursOf: string | null;
}

/** How a hand stands, and in whose hours its wait counts. */
export interface HandStandingNow extends SettledHand, Partial<Pick<CountedHand, "hoursOf">> {}

/**
 * The hands raised within a time, as they were known by an instant. Read at any later time it says the same: what was
 * seen after that instant changes nothing, but for hands that were noticed after it, which count as first seen. Hands
 * of which nobody ever asked what became of them count nowhere.
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
      case when t.state is null then h.answered_by else t.answered_by end as answered_by,
      case when t.state is null then h.hours_of else t.hours_of end as hours_of
    from hand h left join lateral (
      select state, ended_at, answered_by, hours_of from hand_turn t where t.client_id = h.client_id and t.hand_id = h.hand_id
      order by (t.seen_at > ${knownBy}), case when t.seen_at > ${knownBy} then t.seen_at end, t.seen_at desc
      limit 1
    ) t on true
    where h.client_id = ${clientId} and h.raised_at >= ${from} and h.raised_at < ${before}
      and (h.judged_at is not null or h.class = 'other' or h.raised_at >= coalesce(
        (select known_since from hand_state where client_id = ${clientId}), '-infinity'))
    order by h.raised_at, h.hand_id
  `.execute(db);
  return rows.map((row) => ({
    ...handOf(row),
    ...standingOf(row),
    contactId: row.contact_id,
    label: row.label,
    contacts: row.contacts,
    isHistoryCut: row.history_cut,
    hoursOf: row.hours_of,
  }));
}

/**
 * The standing of hands as a run saw it, and what changed of it. A run that stands before the last one changes nothing.
 */
export async function saveStandings(
  db: Kysely<Database>,
  clientId: string,
  settled: readonly HandStandingNow[],
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
      hours_of: hand.hoursOf ?? null,
    }));
    const columns = sql`hand_id text, was_lead boolean, state text, ended_at timestamptz, answered_by text, answer_kind text,
      answer_type text, answer_id text, attempts integer, automated integer, ai integer, hours_of text`;
    await inTransaction(db, async (transaction) => {
      const { rows } = await sql<{ contact_id: string | null }>`
      with now_so as (select * from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as one (${columns})),
      moved as (
        update hand set was_lead = n.was_lead, state = n.state, ended_at = n.ended_at, answered_by = n.answered_by,
          answer_kind = n.answer_kind, answer_type = n.answer_type, answer_id = n.answer_id,
          attempts = n.attempts, automated = n.automated, ai = n.ai, hours_of = n.hours_of, judged_at = ${asOf}
        from now_so n
        where hand.client_id = ${clientId} and hand.hand_id = n.hand_id
          and (hand.judged_at is null or hand.judged_at <= ${asOf})
        returning hand.hand_id, hand.contact_id, hand.state, hand.ended_at, hand.answered_by, hand.hours_of
      ),
      turned as (
      insert into hand_turn (client_id, hand_id, seen_at, state, ended_at, answered_by, hours_of)
      select ${clientId}, m.hand_id, ${asOf}::timestamptz, m.state, m.ended_at, m.answered_by, m.hours_of from moved m
      left join lateral (
        select state, ended_at, answered_by, hours_of from hand_turn t
        where t.client_id = ${clientId} and t.hand_id = m.hand_id order by t.seen_at desc limit 1
      ) t on true
      where row(t.state, t.ended_at, t.answered_by, t.hours_of)
        is distinct from row(m.state, m.ended_at, m.answered_by, m.hours_of)
      on conflict (client_id, hand_id, seen_at) do update set
        state = excluded.state, ended_at = excluded.ended_at, answered_by = excluded.answered_by,
        hours_of = excluded.hours_of
      )
      select contact_id from moved
    `.execute(transaction);
      await bumpRecords(
        transaction,
        clientId,
        "contact",
        rows.flatMap(({ contact_id }) => contact_id ?? []),
      );
    });
  }
}
