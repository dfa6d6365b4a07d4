import { sql, type Kysely } from "kysely";
import type { Lacks } from "../domain/mirror/mirror.ts";
import type { Database } from "./database.ts";

/** The number of a set of names, which it gets when it is asked for first. Two numbers of one set do no harm. */
export async function propertySetId(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  names: readonly string[],
): Promise<number> {
  const sorted = JSON.stringify(names.toSorted());
  const { rows } = await sql<{ set_id: number }>`
    with known as (
      select set_id from property_set
      where client_id = ${clientId} and record_type = ${recordType} and names = ${sorted}::jsonb limit 1
    ), made as (
      insert into property_set (client_id, record_type, names)
      select ${clientId}, ${recordType}, ${sorted}::jsonb where not exists (select 1 from known) returning set_id
    )
    select set_id from known union all select set_id from made
  `.execute(db);
  return rows[0]!.set_id;
}

/** The sets of one mirror. A record whose number is not among them was read with nothing that anybody knows of. */
export async function propertySetsOf(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const rows = await db
    .selectFrom("property_set")
    .select(["set_id", "names"])
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .execute();
  return new Map(rows.map(({ set_id, names }) => [set_id, new Set(names)]));
}

/** Like `idsLacking`, behind one id, in the order of the mirror. */
export async function idsLackingBehind(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  names: readonly string[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const sets = await propertySetsOf(db, clientId, recordType);
  const whole = [...sets].filter(([, held]) => names.every((name) => held.has(name))).map(([setId]) => setId);
  const rows = await db
    .selectFrom("record")
    .select("record_id")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .$if(after !== null, (query) => query.where("record_id", ">", after!))
    .$if(whole.length > 0, (query) => query.where("set_id", "not in", whole))
    .orderBy("record_id")
    .limit(limit)
    .execute();
  return rows.map(({ record_id }) => record_id);
}

/** At most `limit` ids of records that were not read with all of these properties. */
export async function idsLacking(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  names: readonly string[],
  limit: number,
): Promise<readonly string[]> {
  const sets = await propertySetsOf(db, clientId, recordType);
  const whole = [...sets].filter(([, held]) => names.every((name) => held.has(name))).map(([setId]) => setId);
  // Mostly there are no others, and then nobody has to look through the records.
  if (whole.length === sets.size && sets.size > 0) return [];
  const rows = await db
    .selectFrom("record")
    .select("record_id")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .$if(whole.length > 0, (query) => query.where("set_id", "not in", whole))
    .limit(limit)
    .execute();
  return rows.map(({ record_id }) => record_id);
}

/** Which of these properties some records were not read with, and how many those are; null when all hold them all. */
export async function findLacks(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  names: readonly string[],
): Promise<Lacks | null> {
  const sets = await propertySetsOf(db, clientId, recordType);
  const rows = await db
    .selectFrom("record")
    .select(["set_id", ({ fn }) => fn.countAll<number>().as("records")])
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .groupBy("set_id")
    .execute();
  const lacking = rows
    .map(({ set_id, records }) => {
      const held = sets.get(set_id);
      return { records: Number(records), names: names.filter((name) => held?.has(name) !== true) };
    })
    .filter((one) => one.names.length > 0);
  if (lacking.length === 0) return null;
  return {
    names: [...new Set(lacking.flatMap((one) => one.names))].sort(),
    records: lacking.reduce((sum, { records }) => sum + records, 0),
  };
}

/**
 * Takes names out of all that a mirror was read with: the portal no longer has such properties, or they are others than
 * they were. Whatever comes back under the name is read anew before anything is judged by it, and what was judged by the
 * old ones is judged again.
 */
export async function forgetProperties(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  const gone = sql`string_to_array(${names.join(",")}, ',')`;
  await sql`update property_set set names = names - ${gone}
    where client_id = ${clientId} and record_type = ${recordType} and jsonb_exists_any(names, ${gone})`.execute(db);
  await sql`update mirror_state set properties = properties - ${gone}, epoch = epoch + 1
    where client_id = ${clientId} and record_type = ${recordType}`.execute(db);
}

/**
 * Keeps how the properties are defined that a run is going to read, and forgets those that are defined otherwise than
 * when they were read last: made anew under an old name, or of another type.
 *
 * @param definitions - Name → what it is known by; a name that the portal does not have is left out.
 * @returns The names that were forgotten.
 */
export async function keepDefinitions(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  definitions: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("mirror_state")
      .values({ client_id: clientId, record_type: recordType, properties: "[]" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await transaction
      .selectFrom("mirror_state")
      .select("definitions")
      .where("client_id", "=", clientId)
      .where("record_type", "=", recordType)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = Object.entries(row.definitions);
    const changed = before.filter(([name, known]) => definitions[name] !== known).map(([name]) => name);
    if (changed.length === 0 && before.length === Object.keys(definitions).length) return [];
    await forgetProperties(transaction, clientId, recordType, changed);
    await transaction
      .updateTable("mirror_state")
      .set({ definitions: JSON.stringify(definitions) })
      .where("client_id", "=", clientId)
      .where("record_type", "=", recordType)
      .execute();
    return changed;
  });
}

/** Removes sets that no record has any more. */
export async function dropUnusedSets(db: Kysely<Database>, clientId: string, recordType: string): Promise<void> {
  await sql`delete from property_set where client_id = ${clientId} and record_type = ${recordType} and set_id not in (
    select set_id from record where client_id = ${clientId} and record_type = ${recordType}
  )`.execute(db);
}
