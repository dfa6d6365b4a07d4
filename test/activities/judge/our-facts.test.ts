import { expect, test } from "vitest";
import { beginObserved } from "../../../storage/check-tellings.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

/** What checks of ourselves are given of our own audits, by the rules that pages go by. */
const watched = monitorsOf("audit-missed", "coverage-fell", "deal-close-date-past", "contact-source-missing");
const { db, portal, clientId, pass, run } = startAuditedClient({ monitors: watched });

const open = async (checkId: string) =>
  db()
    .selectFrom("finding")
    .select(["evidence", "since"])
    .where("client_id", "=", clientId())
    .where("check_id", "=", checkId)
    .where("status", "=", "open")
    .executeTakeFirst();
const dayMinutes = 24 * 60;

test("a cadence that stops is seen by one that goes on, at one and a half of its distance", async () => {
  await run();
  await pass(1.5 * dayMinutes);
  await run({ cadence: "hourly" });
  await run({ cadence: "fast" });
  expect(await open("audit-missed")).toBeUndefined();
  await pass(10);
  await run({ cadence: "fast" });
  expect(await open("audit-missed")).toMatchObject({ evidence: { cadence: "daily" } });
  // The run that reads it again is a good one itself, though it is settled only afterwards.
  await run();
  expect(await open("audit-missed")).toBeUndefined();
});

test("the first run after a gap finds that nothing is missing any more", async () => {
  await run();
  await pass(5 * dayMinutes);
  await run();
  expect(await open("audit-missed")).toBeUndefined();
});

test("a run that looks back at the past does not judge how audits fare now", async () => {
  await run();
  await pass(5 * dayMinutes);
  await run({ cadence: "fast", mode: "history" });
  expect(await open("audit-missed")).toBeUndefined();
});

test("what was assessed and is refused now has been lost, until it is assessed again", async () => {
  await run();
  await pass(60);
  await run();
  expect(await open("coverage-fell")).toBeUndefined();

  await portal().admin.changeToken("revwatch", {
    scopes: ["crm.objects.contacts.read", "crm.objects.owners.read", "automation"],
  });
  await pass(60);
  await run();
  const evidence = { lost: 1, enabled: 2, checks: "deal-close-date-past" };
  expect(await open("coverage-fell")).toMatchObject({ evidence });

  await portal().admin.changeToken("revwatch", { scopes: "all" });
  await pass(60);
  await run();
  expect(await open("coverage-fell")).toBeUndefined();
});

test("a check that is only observed is no part of the coverage, and so never lost", async () => {
  await run();
  await beginObserved(db(), clientId(), ["deal-close-date-past"]);
  await portal().admin.changeToken("revwatch", { scopes: ["crm.objects.contacts.read", "crm.objects.owners.read"] });
  await pass(60);
  await run();
  expect(await open("coverage-fell")).toBeUndefined();
});

test("what was lost more than a week ago is told by pages alone", async () => {
  await run();
  await portal().admin.changeToken("revwatch", { scopes: ["crm.objects.contacts.read", "crm.objects.owners.read"] });
  await pass(60);
  await run();
  expect(await open("coverage-fell")).toBeDefined();
  await pass(8 * dayMinutes);
  await run();
  expect(await open("coverage-fell")).toBeUndefined();
});
