import { readFileSync } from "node:fs";
import { Kysely, sql } from "kysely";
import type { ClientConfig } from "../../config/config.ts";
import type { FindingExplanation } from "../../operations/explain-finding.ts";
import type { DatedWrite } from "../../simulators/hubspot/model/write.ts";
import type { Database } from "../../storage/database.ts";
import { EmbeddedDialect } from "../../storage/embedded/embedded-dialect.ts";
import { migrate } from "../../storage/migrate.ts";
import { migrations, type Migration } from "../../storage/migrations/index.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestPglite } from "../support/open-test-database.ts";

/** A client's life as a release left it: rows of its schema, the writes of its portal, and what `explain` said. */
export interface RecordedState {
  readonly schema: string;
  readonly at: Date;
  readonly client: Partial<ClientConfig>;
  readonly rows: readonly { readonly table: string; readonly row: Readonly<Record<string, unknown>> }[];
  readonly writes: readonly DatedWrite[];
  readonly explanations: readonly FindingExplanation[];
}

/** Reads a file that a release's own code has recorded; one JSON a line. */
export function readState(schema: string): RecordedState {
  const text = readFileSync(new URL(`state-${schema}.ndjson`, import.meta.url), "utf8");
  const [head, ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  return {
    schema,
    at: new Date(head!.at!),
    client: head!.client!,
    rows: lines.flatMap(({ table, row }) => (table === undefined ? [] : [{ table, row: row! }])),
    writes: lines.flatMap(({ write }) => (write === undefined ? [] : [write])),
    explanations: lines.flatMap(({ explanation }) => (explanation === undefined ? [] : [explanation])),
  };
}

interface Line {
  readonly at?: string;
  readonly client?: Partial<ClientConfig>;
  readonly table?: string;
  readonly row?: Readonly<Record<string, unknown>>;
  readonly write?: DatedWrite;
  readonly explanation?: FindingExplanation;
}

/** An embedded database in memory as that release left it, brought up to the schema of today. */
export async function openUpgraded(state: RecordedState): Promise<OpenDatabase> {
  const db = new Kysely<Database>({ dialect: new EmbeddedDialect(await openTestPglite()) });
  await sql`drop schema public cascade`.execute(db);
  await sql`create schema public`.execute(db);
  await putState(db as never, state);
  await migrate(db as never);
  return { db, kind: "embedded", close: () => db.destroy() };
}

/** Makes a database that nobody has used what that release left. */
export async function putState(db: Kysely<unknown>, { schema, rows }: RecordedState): Promise<void> {
  await migrate(db, { migrations: migrationsUpTo(schema) });
  for (const [table, of] of Map.groupBy(rows, (one) => one.table)) {
    const all = JSON.stringify(of.map(({ row }) => row));
    await sql`
      insert into ${sql.table(table)} overriding system value
      select * from jsonb_populate_recordset(null::${sql.id("public", table)}, ${all}::jsonb)`.execute(db);
  }
  const counters = await sql<{ name: string }>`select sequencename as name from pg_sequences`.execute(db);
  for (const { name } of counters.rows) await sql`select setval(${name}, 1000)`.execute(db);
}

/** All of them up to the one whose name begins so. */
export function migrationsUpTo(schema: string): readonly Migration[] {
  return migrations.slice(0, migrations.findIndex(({ name }) => name.startsWith(schema)) + 1);
}
