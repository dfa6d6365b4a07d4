import { afterAll, beforeAll, expect, test } from "vitest";
import { readClientAges } from "../../operations/reads/client-ages.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { saveReading } from "../../storage/readings.ts";
import { testClient } from "../activities/test-world.ts";

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const now = new Date("2026-11-25T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const everyFiveMinutes = { fast: { everySeconds: 300 }, hourly: { everySeconds: 3_600 }, daily: { dailyAt: "06:00" } };

test("200 clients are one query, and each is as old as its own readings", async () => {
  const clients = Array.from({ length: 200 }, (_, number) =>
    testClient(`client-${number}`, String(number + 1), { cadences: everyFiveMinutes }),
  );
  for (const { clientId } of clients.slice(1)) {
    const at = minutesAgo(Number(clientId.slice(7)) / 10);
    const inUse = ["fast", "hourly", "daily"] as const;
    await saveReading(database.db, { clientId, runId: "all-1", inUse, read: inUse, asOf: at, settledAt: at });
  }
  let queries = 0;
  const counting = {
    selectFrom: ((...from: Parameters<typeof database.db.selectFrom>) => {
      queries += 1;
      return database.db.selectFrom(...from);
    }) as typeof database.db.selectFrom,
    selectNoFrom: () => expect.fail("an age is read from a table"),
  };
  const ages = await readClientAges(counting, clients, now);
  expect(queries).toBe(1);
  const stateOf = (number: number) => ages.get(`client-${number}`)?.state;
  expect([0, 1, 75, 76, 150, 151].map(stateOf)).toEqual(["waiting", "fresh", "fresh", "late", "late", "not-checked"]);
  expect(ages.get("client-151")).toMatchObject({ isChecked: false, worst: { cadence: "fast" } });
  expect(ages.get("client-0")).toMatchObject({ isChecked: false, completeAt: null });
});
