import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { explainFinding } from "../../../operations/explain-finding.ts";
import { listFindings } from "../../../operations/list-findings.ts";
import { fixtureConfig } from "../../dashboards/fixture-config.ts";
import { audit, runName, startOfTest, startTestWorld, type TestPortal, type TestWorld } from "../test-world.ts";

/**
 * What a run finds as it was, it does not write: rows are for what changed, and sentences are made when they are read.
 */
const clientId = "northwind";
let world: TestWorld;
let portal: TestPortal;
let now = startOfTest;

beforeAll(async () => {
  world = await startTestWorld();
  portal = await world.addClient(clientId);
  const at = new Date(startOfTest.getTime() - 40 * 86_400_000).toISOString();
  await portal.admin.freezeAt(new Date(startOfTest.getTime() - 41 * 86_400_000));
  await portal.admin.liveThrough([
    {
      what: "record-created",
      type: "contacts",
      id: "71",
      properties: { email: "old@lead.example", lifecyclestage: "lead" },
      at,
    },
    {
      what: "record-created",
      type: "deals",
      id: "81",
      properties: { dealname: "Late deal", closedate: "2026-11-20" },
      at,
    },
  ]);
  await world.moveTo(now, portal);
  await portal.admin.submitForm({
    email: "ana@lead.example",
    formName: "Demo",
    pageUrl: "https://northwind.example/demo",
  });
  await pass(3 * 24 * 60);
});
afterAll(() => world.close());

async function pass(minutes: number): Promise<void> {
  now = new Date(now.getTime() + minutes * 60_000);
  await world.moveTo(now, portal);
}
const run = async () => (await audit(world, runName(clientId, now))).result;
const reading = () => ({
  ...world.world,
  config: () => ({ ...fixtureConfig, clients: [world.world.client(clientId)] }),
});
const list = () => listFindings.run(reading(), listFindings.input.parse({ clientId, status: "all" }));
/** Which version of each row the database holds: it changes with every write, whatever is written. */
const versions = async () => {
  const tables = ["finding", "finding_event", "alert", "alert_event", "outbox", "check_baseline", "exclusion"];
  const found = [];
  for (const table of tables) {
    const { rows } = await sql`select xmin::text as version, ctid::text as place from ${sql.table(table)}`.execute(
      world.world.db,
    );
    found.push([table, rows]);
  }
  return found;
};

test("a second run a day later with nothing changed writes no row, and every sentence is a day older", async () => {
  await run();
  // Waiting for two days more changes no severity any more.
  await pass(24 * 60);
  await run();
  const before = await list();
  expect(before.findings.map(({ check }) => check).toSorted()).toEqual([
    "lead-stale",
    "lead-unanswered",
    "lead-unassigned",
  ]);
  const written = await versions();

  await pass(24 * 60);
  expect(await run()).toMatchObject({
    status: "complete",
    hasNews: false,
    counts: { stillOpen: before.findings.length },
  });
  expect(await versions()).toEqual(written);

  const after = await list();
  const stale = (findings: typeof after) => findings.findings.find(({ check }) => check === "lead-stale")!;
  expect(stale(before).summary).toContain("for 44 days");
  expect(stale(after).summary).toContain("for 45 days");
  expect(
    after.findings.every(({ lastSeen, lastJudged }) => lastSeen === now.toISOString() && lastJudged === lastSeen),
  ).toBe(true);
});

test("what an older version stored is written anew once, without a word to anybody", async () => {
  const { db } = world.world;
  const old = {
    summary: "old@lead.example has been an open lead for 44 days.",
    evidence: JSON.stringify({ quietDays: 44 }),
  };
  await db.updateTable("finding").set(old).where("check_id", "=", "lead-stale").execute();
  // Nor did it keep how records stand.
  await db.deleteFrom("judged_group").execute();
  expect((await list()).findings.map(({ summary }) => summary)).toContain(old.summary);
  const sent = await db.selectFrom("outbox").selectAll().execute();
  const events = await db.selectFrom("finding_event").selectAll().execute();
  await pass(1);
  expect(await run()).toMatchObject({ hasNews: false });
  expect(await db.selectFrom("outbox").selectAll().execute()).toEqual(sent);
  expect(await db.selectFrom("finding_event").selectAll().execute()).toEqual(events);
  const { finding } = await explainFinding.run(reading(), { findingId: "lead-stale.contact.71", clientId });
  expect(finding).toMatchObject({
    summary: expect.stringContaining("for 45 days (limit 30 days)"),
    evidence: { maxDaysWithoutActivity: 30 },
  });
});

test("messages name instants, and no time that has passed", async () => {
  const rows = await world.world.db.selectFrom("outbox").selectAll().execute();
  const lines = rows.flatMap(({ message }) =>
    message.kind === "alert" ? message.alert.sections.flatMap((part) => part.lines) : [],
  );
  const said = lines.map(({ summary }) => summary);
  expect(said.length).toBeGreaterThan(0);
  for (const summary of said) expect(summary).toMatch(/ since /);
});
