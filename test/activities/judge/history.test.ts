import { afterAll, expect, test } from "vitest";
import { registerCheck } from "../../../checks/index.ts";
import { dealDatePushed } from "../../checks/synthetic/deal-date-pushed.ts";
import { startAuditedClient } from "../audited-client.ts";
import { audit } from "../test-world.ts";

afterAll(registerCheck(dealDatePushed));

const monitors = [
  { checkId: dealDatePushed.id, cadence: "fast", severity: "medium", params: {}, origins: {} } as const,
];
const { world, db, portal, clientId, pass, run, nextRun } = startAuditedClient({ monitors });

const newDeal = async (amount: string) =>
  (
    await portal().api.create("deals", {
      dealname: "Tin",
      amount,
      closedate: "2026-12-01",
      dealstage: "qualifiedtobuy",
      pipeline: "default",
    })
  ).id;
async function push(dealId: string, ...dates: readonly string[]) {
  for (const closedate of dates) {
    await pass(60);
    await portal().api.update("deals", dealId, { closedate });
  }
}
const findings = async () =>
  (await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute()).map(
    ({ subject_id, status, evidence }) => ({ subject_id, status, evidence }),
  );
const outcome = () =>
  db().selectFrom("latest_outcome").selectAll().where("client_id", "=", clientId()).executeTakeFirstOrThrow();
test("the past of suspects alone is read, once for each time that they change, and they are judged by it", async () => {
  const [large, small] = [await newDeal("5000"), await newDeal("50")];
  await push(large, "2026-12-10", "2026-12-20", "2026-12-30");
  await push(small, "2026-12-10", "2026-12-20", "2026-12-30");
  await pass(10);
  await run();
  expect(await outcome()).toMatchObject({ unknown: 1, not_applicable: 1 });
  expect(await findings()).toEqual([]);

  await pass(10);
  await run();
  expect(await findings()).toEqual([{ subject_id: large, status: "open", evidence: { pushes: 3 } }]);
  expect(await outcome()).toMatchObject({ status: "assessed", unknown: 0, failed: 1 });

  // Nothing has changed: nothing is asked.
  await portal().admin.clearRequests();
  await pass(10);
  await run();
  const rows = await db().selectFrom("record").selectAll().where("client_id", "=", clientId()).execute();
  expect(rows.filter(({ history }) => history !== null).map(({ record_id }) => record_id)).toEqual([large]);

  // It is put off once more: its history is read again before it is judged, without a run in between.
  await push(large, "2027-01-10");
  await pass(10);
  await run();
  expect(await findings()).toEqual([{ subject_id: large, status: "open", evidence: { pushes: 4 } }]);
});

test("a history that HubSpot does not answer leaves the deal unknown, and is asked for again", async () => {
  const deal = await newDeal("5000");
  await push(deal, "2026-12-10", "2026-12-20", "2026-12-30");
  await pass(10);
  await run();
  await portal().admin.setFault({ kind: "500", path: "/crm/objects/2026-09/deals/batch", method: "POST" });
  await pass(10);
  await run();
  expect(await findings()).toEqual([]);
  expect(await outcome()).toMatchObject({ unknown: 1 });
  await portal().admin.clearFaults();
  await pass(10);
  await run();
  expect(await findings()).toMatchObject([{ subject_id: deal, evidence: { pushes: 3 } }]);
});

test("a past of which HubSpot tells nothing is unknown: a deal that was never put off is another thing", async () => {
  await push(await newDeal("5000"), "2026-12-10", "2026-12-20", "2026-12-30");
  await pass(10);
  await run();
  const { world: whole } = world();
  const silent = (id: string) => ({ ...whole.portal(id), propertyHistory: async () => Promise.resolve(new Map()) });
  await pass(10);
  await audit({ ...world(), world: { ...whole, portal: silent } }, nextRun());
  expect(await outcome()).toMatchObject({ unknown: 1, passed: 0 });
  await pass(10);
  await run();
  await pass(10);
  await run();
  expect(await findings()).toMatchObject([{ evidence: { pushes: 3 } }]);
});

test("what the first histories show was there at the first look, and is no news; what comes later is", async () => {
  const isBaseline = async () =>
    new Map(
      (await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute()).map((one) => [
        one.subject_id,
        one.baseline,
      ]),
    );
  await db().deleteFrom("check_baseline").where("client_id", "=", clientId()).execute();
  const [old, late] = [await newDeal("5000"), await newDeal("5000")];
  await push(old, "2026-12-10", "2026-12-20", "2026-12-30");
  await pass(10);
  await run();
  // HubSpot does not answer: the look is not complete before it has.
  await portal().admin.setFault({ kind: "500", path: "/crm/objects/2026-09/deals/batch", method: "POST" });
  await pass(10);
  await run();
  await portal().admin.clearFaults();
  await push(late, "2026-12-10", "2026-12-20", "2026-12-30");
  await pass(10);
  await run();
  expect(await isBaseline()).toEqual(
    new Map([
      [old, true],
      [late, false],
    ]),
  );
});

test("what is read counts towards the share of reading beside the audits", async () => {
  const deal = await newDeal("5000");
  await pass(10);
  await run({ cadence: "fast" });
  await pass(10);
  await run({ cadence: "fast" });
  const spent = await db()
    .selectFrom("background_request")
    .select("requests")
    .where("client_id", "=", clientId())
    .execute();
  expect(spent).toEqual([{ requests: 1 }]);
  expect(await outcome()).toMatchObject({ passed: 1 });
  expect(deal).not.toBe("");
});
