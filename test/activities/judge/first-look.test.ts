import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { bumpWhere } from "../../../storage/change-numbers.ts";
import { eventsOfWeek } from "../../../storage/report-facts.ts";
import { forgetFirstLooks } from "../../../storage/check-baselines.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf, startOfTest } from "../test-world.ts";

/** The baseline belongs to each check: its first complete look is counted and shown, and nobody is told. */
const { portal, clientId, now, configure, auditNow, db, pass, raiseHand } = startAuditedClient();

beforeEach(async () => {
  watch("lead-unanswered", "lead-unassigned");
  await forgetFirstLooks(db(), clientId(), []);
});

const watch = (...ids: readonly string[]) => configure({ monitors: monitorsOf(...ids) });
const run = async (mode: "baseline" | "live" = "live") => (await auditNow({ mode })).result;
const findings = async () => {
  const rows = await db()
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId())
    .orderBy("subject_id")
    .execute();
  return rows.map((row) => `${row.check_id} ${row.status} ${row.baseline ? "baseline" : "news"}`);
};
const events = async () => {
  const rows = await db()
    .selectFrom("finding_event")
    .selectAll()
    .where("client_id", "=", clientId())
    .orderBy("event_id")
    .execute();
  return rows.map(({ kind, decision, because }) => `${kind} ${decision} ${because}`);
};
const messages = async () =>
  (await db().selectFrom("outbox").select("seq").where("client_id", "=", clientId()).execute()).length;
const quiet = "not-told this is the first complete look of its check: it is counted and shown, and no one is told";

test("a check that could not look at the first audit counts what it finds when it can, and tells only what comes after", async () => {
  for (const name of ["ana", "ben", "cai"]) await raiseHand(`${name}@lead.example`);
  await pass(90);
  await portal().admin.setFault({ kind: "403", path: "/crm/associations" });
  await run("baseline");
  expect(await findings()).toEqual([]);

  await portal().admin.clearFaults();
  await pass(24 * 60);
  await db().updateTable("capability").set({ state: "ok" }).where("client_id", "=", clientId()).execute();
  expect(await run()).toMatchObject({ counts: { opened: 3, stillOpen: 3 }, hasNews: false });
  expect(await findings()).toEqual(Array(3).fill("lead-unanswered open baseline"));
  expect(await events()).toEqual(Array(3).fill(`opened ${quiet}`));
  expect(await eventsOfWeek(db(), clientId(), startOfTest, new Date(now().getTime() + 1))).toEqual([]);
  expect(await messages()).toBe(0);

  await raiseHand("dee@lead.example");
  await pass(90);
  expect(await run()).toMatchObject({ counts: { opened: 1, stillOpen: 4 }, hasNews: true });
  expect((await events()).at(-1)).toBe("opened told it is new");
});

test("a worse severity of the baseline is told, and so is a later episode", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  await run();
  expect(await events()).toEqual([`opened ${quiet}`]);
  await pass(500);
  await run();
  expect((await events()).at(-1)).toBe("worsened told it is new");

  const [{ id } = { id: "" }] = await portal().api.list("contacts");
  for (const status of ["UNQUALIFIED", "NEW"]) {
    await portal().api.update("contacts", id, { hs_lead_status: status });
    await pass(1);
    await run();
  }
  expect((await events()).at(-1)).toBe("reopened told it is new");
  expect(await findings()).toEqual(["lead-unanswered open news"]);
});

test("a check that is switched on later, or on again, begins with a baseline of its own", async () => {
  watch("lead-unassigned");
  await raiseHand("ana@lead.example");
  await pass(90);
  await run();
  watch("lead-unanswered", "lead-unassigned");
  await pass(1);
  expect(await run()).toMatchObject({ counts: { opened: 1 }, hasNews: false });
  watch("lead-unassigned");
  await pass(1);
  await run();
  watch("lead-unanswered", "lead-unassigned");
  await pass(1);
  expect(await run()).toMatchObject({ counts: { reopened: 1 }, hasNews: false });
  expect((await events()).filter((event) => !event.startsWith("resolved"))).toEqual([
    `opened ${quiet}`,
    `reopened ${quiet}`,
  ]);
  expect(await messages()).toBe(0);
});

test("while the first list is cut short, what had begun is quiet and what begins since is told", async () => {
  watch("deal-close-date-past");
  const late = { dealstage: "qualifiedtobuy", pipeline: "default", closedate: "2026-11-20" };
  const soon = { ...late, closedate: "2026-11-25" };
  const many = Array.from({ length: 150 }, (_, index) => ({
    what: "record-created" as const,
    type: "deals" as const,
    id: String(1000 + index),
    properties: index === 3 || index === 148 ? late : index === 5 ? soon : {},
    at: startOfTest.toISOString(),
  }));
  await portal().admin.liveThrough(many);
  await pass(90);
  await portal().admin.setFault({ kind: "truncated", path: "/crm/objects/2026-09/deals", skip: 1 });
  expect(await run()).toMatchObject({ status: "partial", counts: { opened: 1 }, hasNews: false });

  await portal().admin.clearFaults();
  await pass(24 * 60);
  expect(await run()).toMatchObject({ status: "complete", counts: { opened: 2 }, hasNews: true });
  expect((await events()).toSorted()).toEqual([`opened ${quiet}`, `opened ${quiet}`, "opened told it is new"]);
});

test("records that vanished from the lists and come back are news only to those who had been told of them", async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  await run();
  await raiseHand("ben@lead.example");
  await pass(90);
  await run();
  const gone = {
    status: "resolved",
    ending: "deleted",
    resolved_at: now(),
    resolved_because: "it is no longer there",
  } as const;
  await db().updateTable("finding").set(gone).where("client_id", "=", clientId()).execute();
  // A record that comes back is a new one to whoever judges.
  await bumpWhere(db(), clientId(), "contact", sql`true`);
  // What comes back within the hour flaps, and is told when it stays.
  await pass(61);
  expect(await run()).toMatchObject({ counts: { reopened: 2 } });
  expect(await findings()).toEqual(["lead-unanswered open baseline", "lead-unanswered open news"]);
  expect((await events()).filter((event) => event.startsWith("reopened")).toSorted()).toEqual([
    `reopened ${quiet}`,
    "reopened told it is new",
  ]);
});

test("what stops us from looking is told, whenever it is seen first", async () => {
  watch("lead-unanswered", "portal-unreadable");
  await portal().admin.revokeToken("revwatch");
  expect(await run()).toMatchObject({ status: "failed", counts: { opened: 1 }, hasNews: true });
});
