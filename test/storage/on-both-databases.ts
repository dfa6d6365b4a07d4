import { afterAll, beforeAll, describe } from "vitest";
import { openPostgres, type OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";

/**
 * The same tests on the embedded database and on PostgreSQL. One instance each for the whole file: every test works
 * for clients of its own, by `newClient`.
 */
export function describeOnBoth(
  name: string,
  body: (db: () => OpenDatabase["db"], newClient: () => string) => void,
): void {
  let number = 0;
  const newClient = () => `client-${(number += 1)}`;

  describe(`${name} (embedded)`, () => {
    let open: OpenDatabase;
    beforeAll(async () => {
      open = await openTestDatabase();
    });
    afterAll(() => open.close());
    body(() => open.db, newClient);
  });

  describeWith("postgres", `${name} (PostgreSQL)`, () => {
    let database: TestDatabase;
    let open: OpenDatabase;
    beforeAll(async () => {
      database = await createTestDatabase();
      open = await openPostgres(database.url);
    });
    afterAll(async () => {
      await open.close();
      await database.drop();
    });
    body(() => open.db, newClient);
  });
}
