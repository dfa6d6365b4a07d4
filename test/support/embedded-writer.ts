// Owns a state directory and writes numbered rows into its database, one transaction each, until it is killed. It says
// on stdout which rows it has found, and each row when its commit has been acknowledged.
import { join } from "node:path";
import { sql } from "kysely";
import { openEmbeddedDatabase } from "../../storage/open-database.ts";
import { acquireStateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";

const state = await acquireStateDirectory(process.argv[2]!, { version: "test" });
const { db } = await openEmbeddedDatabase(join(state.path, "database"));
const { rows } = await sql<{ verb: string }>`select verb from audit_log order by entry_id`.execute(db);
process.stdout.write(`found ${rows.map(({ verb }) => verb).join(",")}\n`);
for (let n = Number(rows.at(-1)?.verb ?? 0) + 1; ; n += 1) {
  await db.transaction().execute(async (transaction) => {
    await sql`insert into audit_log (at, by_whom, verb, detail) values (now(), 'writer', ${String(n)}, '{}')`.execute(
      transaction,
    );
    await sql`insert into setting (name, value) values ('last', ${String(n)}) on conflict (name) do update set value = excluded.value`.execute(
      transaction,
    );
  });
  process.stdout.write(`kept ${n}\n`);
}
