import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statements } from "../../storage/migrations/0013-evidence.ts";
import { saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { saveOutcomes } from "../../storage/check-outcomes.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { at, eventRow, findingRow } from "./rows.ts";

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test("an upgrade takes whatever was judged before for looked at, and keeps its sentences", async () => {
  const { db } = database;
  const outcome = { reason: null, remedy: null, passed: 0, failed: 0, unknown: 0, notApplicable: 0 };
  await saveOutcomes(db, "northwind", "all-1", at(1), [
    { ...outcome, checkId: "lead-stale", status: "assessed" },
    { ...outcome, checkId: "lead-unanswered", status: "not-assessed" },
    { ...outcome, checkId: "campaign-untracked", status: "not-assessed" },
  ]);
  await saveFindings(db, [findingRow("northwind", "f1", at(1), { check_id: "lead-unanswered" })]);
  await saveFindingEvents(db, [
    eventRow("northwind", "f1", 1, { mode: "baseline" }),
    eventRow("northwind", "f1", 2, { mode: "baseline", kind: "resolved" }),
    eventRow("northwind", "f2", 1),
  ]);
  // As the release before left them.
  for (const undone of [
    "drop table exclusion",
    "drop table check_baseline",
    "alter table finding_event drop column baseline",
    "alter table finding alter column summary set not null",
    "alter table finding_event alter column summary set not null, alter column run_id set not null",
  ])
    await sql.raw(undone).execute(db);
  for (const statement of statements) await sql.raw(statement).execute(db);

  // What never looked has its first look still before it.
  const looks = await db.selectFrom("check_baseline").selectAll().orderBy("check_id").execute();
  expect(looks.map(({ check_id, complete_at }) => [check_id, complete_at])).toEqual([
    ["lead-stale", at(1)],
    ["lead-unanswered", at(1)],
  ]);
  const events = await db
    .selectFrom("finding_event")
    .select(["finding_id", "event_no", "baseline"])
    .orderBy("event_id")
    .execute();
  expect(events.map((event) => `${event.finding_id} ${event.event_no} ${event.baseline}`)).toEqual([
    "f1 1 true",
    "f1 2 false",
    "f2 1 false",
  ]);
  expect((await db.selectFrom("finding").select("summary").execute()).map(({ summary }) => summary)).toEqual([
    "Ana Ruiz waits.",
  ]);
});
