import { expect, test } from "vitest";
import { leadAssignedLate } from "../../../checks/routing/lead-assigned-late.ts";
import { lastComparison } from "../../../storage/judging/comparison.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

const params = leadAssignedLate.params.parse({ minSample: 3 }) as Record<string, unknown>;
const monitors = monitorsOf(leadAssignedLate.id).map((monitor) => ({ ...monitor, params }));
const { db, portal, clientId, pass, run } = startAuditedClient({ monitors });

const findings = () =>
  db().selectFrom("finding").select(["subject_id", "status", "evidence"]).where("client_id", "=", clientId()).execute();
const outcome = () =>
  db().selectFrom("latest_outcome").selectAll().where("client_id", "=", clientId()).executeTakeFirstOrThrow();
const withHistory = async () =>
  (await db().selectFrom("record").selectAll().where("client_id", "=", clientId()).execute())
    .filter(({ history }) => history !== null)
    .map(({ record_id }) => record_id);

const newLead = async (email: string, ownerId: string | null) =>
  (
    await portal().api.create("contacts", {
      email,
      lifecyclestage: "lead",
      ...(ownerId === null ? {} : { hubspot_owner_id: ownerId }),
    })
  ).id;
const own = (id: string, ownerId: string) => portal().api.update("contacts", id, { hubspot_owner_id: ownerId });

test("who was the first owner is read of those alone who came late, and then they count", async () => {
  const { ownerId } = portal();
  await newLead("at-once@x.example", ownerId);
  const late = await newLead("late@x.example", null);
  const later = await newLead("later@x.example", null);
  await pass(120);
  await own(late, ownerId);
  await own(later, ownerId);
  await pass(10);
  await run({ cadence: "daily" });
  expect(await outcome()).toMatchObject({ status: expect.not.stringMatching(/^assessed$/) as string });
  expect(await findings()).toEqual([]);

  await pass(10);
  await run({ cadence: "daily" });
  expect((await withHistory()).toSorted()).toEqual([late, later].toSorted());
  expect(await findings()).toMatchObject([
    { subject_id: "new-leads", status: "open", evidence: { sample: 3, median: 120, nineOfTen: 120 } },
  ]);
});

test("what was left out while its history was not read is out of the count once its day has left the window", async () => {
  const id = await newLead("late@x.example", null);
  await pass(120);
  await own(id, portal().ownerId);
  await pass(10);
  const noHistories = () =>
    portal().admin.setFault({ kind: "500", path: "/crm/objects/2026-09/contacts/batch", method: "POST" });
  await run({ cadence: "daily" });
  const leftOut = () => db().selectFrom("day_count").select("n").where("client_id", "=", clientId()).execute();
  expect(await leftOut()).toEqual([{ n: 1 }]);
  expect(await withHistory()).toEqual([]);

  await pass(32 * 24 * 60);
  await noHistories();
  await run({ cadence: "daily" });
  expect(await withHistory()).toEqual([]);
  expect((await leftOut()).filter(({ n }) => n !== 0)).toEqual([]);
  // It was counted anew because it was due, and not because the full comparison found it.
  expect(await lastComparison(db(), clientId())).toMatchObject({ verdicts: 0, counters: 0, firstDifference: null });
  await pass(24 * 60);
  await run({ cadence: "daily" });
  expect(await lastComparison(db(), clientId())).toMatchObject({ verdicts: 0, counters: 0 });
});
