import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formWords } from "../../domain/inventory/form.ts";
import { driftOf } from "../../storage/inventory/drift.ts";
import { putInventory } from "../../storage/inventory/put-inventory.ts";
import { latestInventory } from "../../storage/inventory/read-inventory.ts";
import { statements as core } from "../../storage/migrations/0001-core.ts";
import { statements } from "../../storage/migrations/0023-inventory.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const form = (id: string, name: string) => ({ type: "form", id, name }) as const;

test("an installation keeps its inventories, and the first look after the upgrade approves what it finds", async () => {
  const { db } = database;
  // As the release before left them.
  for (const table of ["inventory_kind", "inventory_item", "inventory_version", "inventory_figure"])
    await sql.raw(`drop table ${table}`).execute(db);
  await sql.raw(core.find((statement) => statement.includes("table config_version"))!).execute(db);
  for (const [version, items] of [[form("1", "Old")], [form("1", "Demo"), form("2", "Contact")]].entries())
    await sql`insert into config_version (client_id, kind, version, as_of, hash, items)
      values ('acme', 'form', ${version}, now(), ${String(version)}, ${JSON.stringify(items)}::jsonb)`.execute(db);
  for (const statement of statements) await sql.raw(statement).execute(db);

  expect(await latestInventory(db, "acme", "form")).toEqual([form("1", "Demo"), form("2", "Contact")]);
  expect(await driftOf(db, "acme")).toEqual([]);
  const items = [form("1", "Demo request") as never, form("3", "Webinar") as never];
  const look = { clientId: "acme", words: formWords, items, asOf: new Date(), day: null };
  const changes = await db.transaction().execute(async (transaction) => putInventory(transaction, look));
  expect(changes).toMatchObject({ isFirstLook: true, created: ["1", "3"], deleted: [] });
  expect(await driftOf(db, "acme")).toEqual([]);
  expect(await latestInventory(db, "acme", "form")).toEqual(items);
});
