import { expect, test } from "vitest";
import { acceptDrift } from "../../../operations/drift/accept-drift.ts";
import { listDrift } from "../../../operations/drift/list-drift.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

/** Drift is told by a check, and ends as it was answered: taken back, or accepted. */
const { world, db, portal, clientId, now, pass, config, run } = startAuditedClient({
  monitors: monitorsOf("pipeline-changed"),
});

const stage = (id: string, label: string, displayOrder: number, own: object = {}) => ({
  id,
  label,
  displayOrder,
  isClosed: false,
  probability: 0.5,
  ...own,
});
const sales = (...labels: readonly string[]) => ({
  id: "default",
  label: "Sales",
  displayOrder: 0,
  stages: labels.map((label, index) => stage(label.toLowerCase(), label, index)),
});
const save = (pipeline: object) =>
  portal().admin.liveThrough([
    { what: "pipeline-saved", pipelineOf: "deals", pipeline, at: now().toISOString() } as never,
  ]);
const remove = (id: string) =>
  portal().admin.liveThrough([{ what: "pipeline-deleted", pipelineOf: "deals", id, at: now().toISOString() } as never]);
const findings = async () =>
  (await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute()).map(
    ({ subject_id, status, ending, evidence, resolved_because }) => ({
      subject_id,
      status,
      ending,
      evidence,
      resolved_because,
    }),
  );
const acting = () => ({
  config: () => ({ clients: [config()] }) as never,
  db: db(),
  links: world().world.links,
  now: () => now(),
  temporal: () => Promise.resolve({ withDeadline: () => Promise.resolve() } as never),
});
const accept = (item: string) =>
  acceptDrift.run(acting(), acceptDrift.input.parse({ item, verdict: "accept", by: "Robin", via: "cli" }));

test("a changed pipeline is found by what differs, and ends as reverted when it is taken back", async () => {
  await save(sales("Offer", "Won"));
  await run();
  await pass(10);
  await save(sales("Offer", "Proposal", "Won"));
  await pass(10);
  await run();
  const evidence = { difference: 'Stage "Proposal" added', isDeleted: false };
  expect(await findings()).toMatchObject([{ subject_id: "default", status: "open", evidence }]);
  const { drift } = await listDrift.run(acting(), {});
  expect(drift).toMatchObject([{ item: "pipeline/default", difference: ['Stage "Proposal" added'] }]);

  await save(sales("Offer", "Won"));
  await pass(10);
  await run();
  expect(await findings()).toMatchObject([{ status: "resolved", ending: "reverted" }]);
});

test("what a person accepts ends at once as accepted, told to whoever heard of it, and stays ended", async () => {
  await save(sales("Offer", "Won"));
  await run();
  await pass(10);
  await save({ ...sales("Offer", "Won"), label: "New sales" });
  await pass(10);
  const before = { asOf: now().toISOString() };
  await run();
  expect(await findings()).toMatchObject([{ status: "open" }]);
  await pass(1);
  await accept("pipeline/default");
  expect(await findings()).toMatchObject([
    { status: "resolved", ending: "accepted", resolved_because: "Robin accepted it" },
  ]);
  const events = await db()
    .selectFrom("finding_event")
    .select(["kind", "ending"])
    .where("client_id", "=", clientId())
    .execute();
  expect(events.at(-1)).toEqual({ kind: "resolved", ending: "accepted" });
  // A run that has read the portal before the verdict opens nothing again.
  await run(before);
  await pass(10);
  await run();
  expect(await findings()).toMatchObject([{ status: "resolved", ending: "accepted" }]);
});

test("a deletion that is accepted ends as accepted, not as deleted", async () => {
  await save(sales("Offer", "Won"));
  await save({ ...sales("Met", "Signed"), id: "partners", label: "Partners", displayOrder: 1 });
  await run();
  await pass(10);
  await remove("partners");
  await pass(10);
  await run();
  expect(await findings()).toMatchObject([{ subject_id: "partners", status: "open", evidence: { isDeleted: true } }]);
  await accept("pipeline/partners");
  await pass(10);
  await run();
  expect(await findings()).toMatchObject([{ status: "resolved", ending: "accepted" }]);
});
