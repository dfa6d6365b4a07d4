import type { Kysely } from "kysely";
import type { Database, StoreReader } from "./database.ts";

export interface Note {
  readonly findingId: string;
  readonly episode: number;
  readonly text: string;
  readonly byWhom: string;
  readonly at: Date;
}

export async function addNote(transaction: Kysely<Database>, clientId: string, note: Note): Promise<void> {
  await transaction
    .insertInto("note")
    .values({
      client_id: clientId,
      finding_id: note.findingId,
      episode: note.episode,
      text: note.text,
      by_whom: note.byWhom,
      at: note.at,
    })
    .execute();
}

/** What people wrote about a finding, oldest first. */
export async function notesOf(db: StoreReader, clientId: string, findingId: string): Promise<readonly Note[]> {
  const rows = await db
    .selectFrom("note")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .orderBy("at")
    .orderBy("note_id")
    .execute();
  return rows.map(({ finding_id, episode, text, by_whom, at }) => ({
    findingId: finding_id,
    episode,
    text,
    byWhom: by_whom,
    at,
  }));
}
