import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerCheck } from "../../checks/index.ts";
import type { FaultKind } from "../../simulators/hubspot/faults/fault.ts";
import {
  audit,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { dealUnlinked } from "../checks/synthetic/deal-unlinked.ts";

afterAll(registerCheck(dealUnlinked));

/**
 * What is told of records by what hangs on them is held against the truth, whatever one endpoint answers wrongly: nobody
 * hears of a deal that has a contact, nothing ends that has none, and a complete run knows them all.
 */
const monitors = [{ checkId: dealUnlinked.id, cadence: "fast", severity: "medium", params: {}, origins: {} } as const];
const dealIds = (count: number) => Array.from({ length: count }, (_, index) => String(50_000 + index));
const contactOf = (deal: string) => String(Number(deal) + 50_000);
const hasContact = (deal: string) => Number(deal) % 4 !== 0;

let test_: TestWorld;
let portal: TestPortal;
let clientId: string;
let number = 0;

beforeAll(async () => {
  test_ = await startTestWorld();
});
afterAll(() => test_.close());

/** A client with so many deals, of which three in four have a contact. */
async function seed(deals: readonly string[]): Promise<void> {
  clientId = `client-${(number += 1)}`;
  await test_.moveTo(startOfTest);
  portal = await test_.addClient(clientId, { monitors });
  const at = new Date(startOfTest.getTime() - 86_400_000).toISOString();
  const owner = { hubspot_owner_id: portal.ownerId };
  await portal.admin.liveThrough([
    ...deals.filter(hasContact).map((deal) => {
      const properties = { email: `${deal}@acme.example`, ...owner };
      return { what: "record-created", type: "contacts", id: contactOf(deal), properties, at } as const;
    }),
    ...deals.map((deal) => {
      const properties = { dealname: deal, pipeline: "default", dealstage: "qualifiedtobuy", ...owner };
      const associations = hasContact(deal) ? [{ to: { type: "contacts", id: contactOf(deal) } } as const] : [];
      return { what: "record-created", type: "deals", id: deal, properties, associations, at } as const;
    }),
  ]);
}

const pass = (minutes: number) => test_.moveTo(new Date(test_.now().getTime() + minutes * 60_000), portal);
const run = async () => (await audit(test_, runName(clientId, test_.now(), { cadence: "fast" }))).result.status;
const open = async () => {
  const rows = await test_.world.db
    .selectFrom("finding")
    .select("subject_id")
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .orderBy("subject_id")
    .execute();
  return rows.map(({ subject_id }) => subject_id);
};

const associations = "/crm/associations/2026-09/deals/contacts/batch/read";
/** Kind of fault, endpoint, answers that are right before it begins, deals. */
const faults: readonly (readonly [FaultKind, string, number, number])[] = [
  ...(["thin-page", "void-page", "lost-answer", "500"] as const).map((kind) => [kind, associations, 0, 24] as const),
  // On its second page.
  ["thin-page", associations, 1, 1_030],
  ["thin-page", "/crm/objects/2026-09/contacts", 1, 240],
  ["thin-page", "/crm/objects/2026-09/deals", 1, 240],
];

describe.each(faults)("%s at %s behind answer %i, with %i deals", (kind, path, skip, count) => {
  test("misleads nobody, at first and later", async () => {
    const deals = dealIds(count);
    await seed(deals);
    const lonely = deals.filter((deal) => !hasContact(deal));
    await portal.admin.setFault({ kind, path, skip, times: 1_000 });
    const first = await run();
    const told = await open();
    expect(told.filter((deal) => hasContact(deal))).toEqual([]);
    expect(first === "complete" ? told : lonely).toEqual(lonely);
    await portal.admin.clearFaults();
    await pass(10);
    await run();
    await pass(10);
    expect(await run()).toBe("complete");
    expect(await open()).toEqual(lonely);

    // One is linked, and one unlinked, while the endpoint answers wrongly once more.
    const [linked, unlinked] = [lonely[0]!, deals.find(hasContact)!];
    await portal.api.link("deals", linked, "contacts", contactOf(unlinked));
    await portal.api.unlink("deals", unlinked, "contacts", contactOf(unlinked));
    await pass(10);
    await portal.admin.setFault({ kind, path, skip: 0, times: 1_000 });
    await run();
    const later = await open();
    expect(lonely.slice(1).filter((deal) => !later.includes(deal))).toEqual([]);
    expect(later.filter((deal) => hasContact(deal) && deal !== unlinked)).toEqual([]);
    await portal.admin.clearFaults();
    await pass(10);
    await run();
    expect(await open()).toEqual([...lonely.slice(1), unlinked].sort());
  });
});
