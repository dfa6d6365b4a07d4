import { randomBytes } from "node:crypto";
import { sql, type Kysely } from "kysely";
import type { Hand, HandWay } from "../../domain/leads/hand.ts";
import { bumpRecords, inTransaction } from "../change-numbers.ts";
import type { Database } from "../database.ts";
import type { ClassBy } from "../tables/hands.ts";

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

const chunk = 1_000;

/** Keeps hands that were noticed. One that is known already stays as it is: no later reading moves it. */
export async function putHands(
  db: Kysely<Database>,
  clientId: string,
  hands: readonly NoticedHand[],
  seenAt: Date,
): Promise<void> {
  for (let start = 0; start < hands.length; start += chunk)
    await inTransaction(db, (transaction) => putSome(transaction, clientId, hands.slice(start, start + chunk), seenAt));
}

async function putSome(
  transaction: Kysely<Database>,
  clientId: string,
  hands: readonly NoticedHand[],
  seenAt: Date,
): Promise<void> {
  const kept = await transaction
    .insertInto("hand")
    .values(
      hands.map((hand) => ({
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
    .returning("contact_id")
    .execute();
  await bumpRecords(
    transaction,
    clientId,
    "contact",
    kept.map(({ contact_id }) => contact_id!),
  );
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
      conflict
        .columns(["client_id", "hand_id"])
        .doUpdateSet({ contacts: sql`greatest(hand.contacts, excluded.contacts)` }),
    )
    .execute();
}
