import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openEmbeddedDatabase } from "../../../storage/open-database.ts";
import { layOutDatabase } from "../../support/open-test-database.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

test("an embedded database takes 64 MB for its buffers, and not the usual 128", async () => {
  const folder = join(temporaryDirectory(), "database");
  await layOutDatabase(folder);
  const { db, close } = await openEmbeddedDatabase(folder);
  const { rows } = await sql`show shared_buffers`.execute(db);
  await close();
  expect(rows).toEqual([{ shared_buffers: "64MB" }]);
});
