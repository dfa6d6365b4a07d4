import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBuildWeeklyReport } from "../../../activities/report/build-weekly-report.ts";
import { summaryOf } from "../../../activities/tell/restored/summary-of.ts";
import { settledPeriods } from "../../../storage/reports.ts";
import { openTestDatabase } from "../../support/open-test-database.ts";
import { audit, runActivity, runName, startTestWorld, type TestWorld } from "../test-world.ts";

let life: TestWorld;
beforeAll(async () => {
  life = await startTestWorld(openTestDatabase);
});
afterAll(() => life?.close());

/** Reports are due on Monday at 08:00 in London; nothing is known of 15 November to 25 November. */
const [from, until] = [new Date("2026-11-15T12:00:00Z"), new Date("2026-11-25T15:00:00Z")];

test.each([
  { clientId: "before", due: "2026-11-09T08:00:00Z", isSent: true },
  { clientId: "within", due: "2026-11-23T08:00:00Z", isSent: false },
  { clientId: "after", due: "2026-11-30T08:00:00Z", isSent: true },
])(
  "a report that was due $clientId the lost span: sent is $isSent, and it is settled either way",
  async ({ clientId, due, isSent }) => {
    const { db } = life.world;
    const portal = await life.addClient(clientId);
    await audit(life, runName(clientId, life.now()));
    await db.insertInto("lost_span").values({ client_id: clientId, from_at: from, until_at: until }).execute();
    await life.moveTo(new Date("2026-11-30T09:00:00Z"), portal);
    const input = {
      clientId,
      week: null,
      nominalAt: due,
      asOf: life.now().toISOString(),
      workflowId: "w",
      deliver: true,
    };
    const { period, recipients } = await runActivity(makeBuildWeeklyReport(life.world), [input]);
    expect(recipients).toEqual(isSent ? ["head"] : []);
    const mails = await db
      .selectFrom("outbox")
      .select("receiver")
      .where("client_id", "=", clientId)
      .where("alert_id", "is", null)
      .execute();
    expect(mails).toHaveLength(isSent ? 1 : 0);
    expect(await settledPeriods(db, clientId)).toContain(period);
  },
);

test("the summary names the reports that were due in the lost span, to those who get them and to nobody else", async () => {
  const world = { ...life.world, clients: [life.world.client("within")] };
  const message = {
    kind: "restored",
    from: from.toISOString(),
    until: until.toISOString(),
    clientIds: ["within"],
  } as const;
  const toHead = await summaryOf(world, message, { email: "jo@northwind.example" });
  expect(toHead.reports.map(({ period }) => period)).toEqual(["2026-W46", "2026-W47"]);
  const toSales = await summaryOf(world, message, { slack: "#sales" });
  expect(toSales.reports).toEqual([]);
});
