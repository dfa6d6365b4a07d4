import { sql, type Kysely } from "kysely";
import { migrations as released, type Migration } from "./migrations/index.ts";

/** The database was written by a newer Revwatch than this one, so this one neither reads nor writes it. */
export class SchemaTooNew extends Error {
  override readonly name = "SchemaTooNew";
  constructor(unknown: readonly string[]) {
    super(
      `The database was written by a newer Revwatch (${unknown.join(", ")}). Update this one, or use another database.`,
    );
  }
}

export interface MigrateOptions {
  /** Is told in one sentence which migration runs, or for whom this process waits. */
  readonly tell?: ((sentence: string) => void) | undefined;
  /** Those of a release. Tests give those of an older one. */
  readonly migrations?: readonly Migration[] | undefined;
}

const lookAgainSeconds = 0.5;

/**
 * Brings the schema up to date. Running it again changes nothing. Of several processes that start together one migrates
 * and the others wait.
 *
 * Each migration is one transaction of its own with its row in `schema_migration`, so a process that is killed half-way
 * leaves whole migrations, and the next one goes on from there.
 *
 * @throws {SchemaTooNew} When the database holds a migration that this program does not know.
 */
export async function migrate(
  db: Kysely<unknown>,
  { tell, migrations = released }: MigrateOptions = {},
): Promise<void> {
  const isNew = (await appliedMigrations(db)).length === 0;
  for (let hasTold = false; ;) {
    const pending = await pendingMigrations(db, migrations);
    if (pending.length === 0) return;
    const outcome = await runNext(db, migrations, isNew ? undefined : tell);
    if (outcome === "ran") continue;
    if (!hasTold) tell?.("Another Revwatch process is upgrading the database; waiting until it has finished …");
    hasTold = true;
    await sql`select pg_sleep(${lookAgainSeconds})`.execute(db);
  }
}

/**
 * The migrations that this program knows and the database does not have, in order.
 *
 * @throws {SchemaTooNew}
 */
export async function pendingMigrations(
  db: Kysely<unknown>,
  migrations: readonly Migration[] = released,
): Promise<readonly Migration[]> {
  const applied = await appliedMigrations(db);
  const unknown = applied.filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) throw new SchemaTooNew(unknown);
  return migrations.filter(({ name }) => !applied.includes(name));
}

/** The names of the migrations that the database has; empty for a database that Revwatch has never used. */
export async function appliedMigrations(db: Kysely<unknown>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{
    found: string | null;
  }>`select to_regclass('schema_migration')::text as found`.execute(db);
  if ((tables[0]?.found ?? null) === null) return [];
  const { rows } = await sql<{ name: string }>`select name from schema_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

async function runNext(
  db: Kysely<unknown>,
  migrations: readonly Migration[],
  tell: MigrateOptions["tell"],
): Promise<"ran" | "locked"> {
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ isOurs: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('revwatch.schema_migration')) as "isOurs"`.execute(transaction);
    if (rows[0]?.isOurs !== true) return "locked";
    await sql`create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())`.execute(
      transaction,
    );
    // What was pending before the lock may have been done since by the process that held it.
    const [next] = await pendingMigrations(transaction, migrations);
    if (next === undefined) return "ran";
    tell?.(`Upgrading the database: ${next.name}, ${migrations.indexOf(next) + 1} of ${migrations.length} …`);
    for (const statement of next.statements) await sql.raw(statement).execute(transaction);
    await sql`insert into schema_migration (name) values (${next.name})`.execute(transaction);
    return "ran";
  });
}
