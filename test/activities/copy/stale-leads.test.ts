import { sql } from "kysely";
import { makePruneHistory } from "../../../activities/sweep/prune-history.ts";
import { defaultRetention } from "../../../domain/retention.ts";
import { expect, test } from "vitest";
import { isoWeekOf } from "../../../domain/time/iso-week.ts";
import { measureWeek } from "../../../operations/measure-leads.ts";
import { statements } from "../../../storage/migrations/0025-noticed-hands.ts";
import { startRaisedHands } from "./raised-hands.ts";

const { world, clientId, config, configure, db, now, pass, auditNow, send } = startRaisedHands();

const days = (count: number) => pass(count * 24 * 60);
const limit = (maxDaysWithoutActivity: number) =>
  configure({
    monitors: config().monitors.map((monitor) =>
      monitor.checkId === "lead-stale"
        ? { ...monitor, params: { ...monitor.params, maxDaysWithoutActivity } }
        : monitor,
    ),
  });
const stale = async () => {
  const rows = await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
  return rows
    .filter(({ check_id }) => check_id === "lead-stale")
    .map(({ status, baseline, evidence }) => [status, baseline, evidence["quietSince"]]);
};

test("a newsletter neither hides a stale lead nor makes it fresh", async () => {
  await send("Book a demo");
  const askedAt = now().toISOString();
  await auditNow();
  await days(25);
  await send("Newsletter");
  await days(6);
  await auditNow();
  expect(await stale()).toEqual([["open", false, askedAt]]);
  await send("Newsletter");
  await days(1);
  await auditNow();
  expect(await stale()).toEqual([["open", false, askedAt]]);
});

test("a limit beyond the look-back of answers knows who asked within it, and makes no week of then known", async () => {
  limit(90);
  await send("Book a demo");
  const week = isoWeekOf(now().toISOString().slice(0, 10), "Europe/London");
  await days(70);
  await send("Newsletter");
  await days(10);
  await auditNow();
  expect(await stale()).toEqual([]);
  expect(await measureWeek(db(), config(), week, week.endsAt, now())).toMatchObject({ known: false });
  await days(11);
  await auditNow();
  expect(await stale()).toMatchObject([["open", false, expect.any(String)]]);
});

test("a request that a check still looks back at is kept for as long, whatever the retention says", async () => {
  limit(200);
  await send("Book a demo");
  await auditNow();
  await days(150);
  await auditNow();
  const prune = makePruneHistory({ ...world().world, retention: () => ({ ...defaultRetention, touches: 100 }) });
  const kept = async () => {
    await prune();
    return (await db().selectFrom("hand").select("hand_id").where("client_id", "=", clientId()).execute()).length;
  };
  expect(await kept()).toBe(1);
  const noticed = (await auditNow()).receipts.find(({ subject }) => subject === "hand");
  expect(noticed).toMatchObject({ status: "complete", records: 0 });
  // Whoever looks back less far needs it no more.
  limit(30);
  expect(await kept()).toBe(0);
});

test("a limit that is raised looks further back, behind hands that are known", async () => {
  await send("Newsletter");
  const madeAt = now().toISOString();
  await days(40);
  await send("Book a demo");
  const askedAt = now().toISOString();
  await days(60);
  await send("Newsletter");
  await days(1);
  await auditNow();
  // Within thirty days nobody asked, so it has been left alone since it was made.
  expect(await stale()).toEqual([["open", false, madeAt]]);
  limit(70);
  await days(1);
  await auditNow();
  expect(await stale()).toEqual([["resolved", false, madeAt]]);
  await days(9);
  await auditNow();
  expect(await stale()).toEqual([["open", false, askedAt]]);
});

test("what a newsletter hid before the upgrade is counted, and told nobody", async () => {
  await send("Book a demo");
  const askedAt = now().toISOString();
  await days(40);
  await send("Newsletter");
  await pass(1);
  for (const statement of statements.filter((one) => one.startsWith("delete"))) await sql.raw(statement).execute(db());
  await auditNow();
  expect(await stale()).toEqual([["open", true, askedAt]]);
  expect(await db().selectFrom("outbox").selectAll().where("client_id", "=", clientId()).execute()).toEqual([]);
});
