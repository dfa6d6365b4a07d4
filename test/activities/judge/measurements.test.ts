import { afterAll, expect, test } from "vitest";
import { registerCheck } from "../../../checks/index.ts";
import { sourceDriedUp } from "../../checks/synthetic/source-dried-up.ts";
import { startAuditedClient } from "../audited-client.ts";

afterAll(registerCheck(sourceDriedUp));

const monitors = [
  {
    checkId: sourceDriedUp.id,
    cadence: "daily",
    severity: "medium",
    params: sourceDriedUp.params.parse({}) as Record<string, unknown>,
    origins: {},
  } as const,
];
const { db, portal, clientId, now, pass, run } = startAuditedClient({ monitors });

let ids = 5_000;
/** So many contacts of a source within the last hour. */
async function come(source: string, count: number) {
  const at = new Date(now().getTime() - 3_600_000).toISOString();
  await portal().admin.liveThrough(
    Array.from({ length: count }, () => ({
      what: "record-created" as const,
      type: "contacts" as const,
      id: String((ids += 1)),
      at,
      properties: { hs_analytics_source: source },
    })),
  );
}
const days = (count: number) => pass(count * 24 * 60);
const measured = async () =>
  (
    await db()
      .selectFrom("measurement")
      .select(["measure", "cohort", "day", "n", "value"])
      .where("client_id", "=", clientId())
      .orderBy("day")
      .orderBy("cohort")
      .execute()
  ).map((row) => ({ ...row, day: new Date(row.day).toISOString().slice(0, 10) }));
const open = async () =>
  (
    await db()
      .selectFrom("finding")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("status", "=", "open")
      .execute()
  ).map(({ subject_id, evidence }) => ({ subject_id, evidence }));
const outcome = () =>
  db().selectFrom("latest_outcome").selectAll().where("client_id", "=", clientId()).executeTakeFirstOrThrow();

test("a check by its own past says nothing before there is one, then holds the window against the ones before", async () => {
  for (let week = 0; week < 3; week += 1) {
    await come("PAID_SEARCH", 40);
    await come("REFERRALS", 10);
    await run();
    expect(await open()).toEqual([]);
    await days(7);
  }
  expect((await measured()).map(({ cohort, n, value }) => [cohort, n, value])).toEqual([
    ["paid_search", 40, 40],
    ["referrals", 10, 10],
    ["paid_search", 40, 40],
    ["referrals", 10, 10],
    ["paid_search", 40, 40],
    ["referrals", 10, 10],
  ]);
  // One that brings too few is kept and not judged.
  await come("PAID_SEARCH", 19);
  await run();
  expect(await open()).toEqual([]);
  await days(7);
  await come("PAID_SEARCH", 19);
  await come("Paid_Search ", 0);
  await come("PAID_SEARCH", 1);
  await come("REFERRALS", 2);
  await run();
  expect(await open()).toEqual([]);
  await days(7);
  await come("PAID_SEARCH", 85);
  await run();
  await days(7);
  await come("PAID_SEARCH", 20);
  await run();
  // Four windows before it: 85, 20, 40 and 40; the one of 19 records counts for nothing.
  expect(await open()).toEqual([]);
  await days(7);
  await come("PAID_SEARCH", 29);
  await run();
  expect((await outcome()).status).toBe("assessed");
});

test("less than half of what is usual is found, and the window that is judged is no part of what is usual", async () => {
  for (let week = 0; week < 3; week += 1) {
    await come("PAID_SEARCH", 60);
    await run();
    await days(7);
  }
  await come("PAID_SEARCH", 25);
  await run();
  expect(await open()).toEqual([{ subject_id: "paid_search", evidence: { n: 25, usual: 60, windows: 3 } }]);
  // The same day once more: more have come, and its figure takes the place of the one before.
  await pass(60);
  await come("PAID_SEARCH", 30);
  await run();
  expect(await open()).toEqual([]);
  const today = (await measured()).filter(({ day }) => day === now().toISOString().slice(0, 10));
  expect(today).toMatchObject([{ measure: "source-dried-up/1/6", cohort: "paid_search", n: 55, value: 55 }]);
});

test("a run that could not count everything keeps nothing", async () => {
  await come("PAID_SEARCH", 40);
  await portal().admin.setFault({ kind: "500", path: "/crm/objects/2026-09/contacts", method: "GET" });
  await run();
  expect(await measured()).toEqual([]);
});
