import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { defineRecordCheck, fail, pass } from "../../../checks/define-check.ts";
import { forEver } from "../../../checks/holds-until.ts";
import { registerCheck } from "../../../checks/index.ts";
import { words } from "../../checks/words.ts";
import { startAuditedClient } from "../audited-client.ts";

/** A check of records that rests on a part of another kind: it is judged again when just that part is another. */
let judged = 0;
const dealsOfTheGone = defineRecordCheck({
  ...words,
  id: "deals-of-the-gone",
  judges: "deal",
  cadence: "fast",
  params: z.strictObject({}),
  needs: { fields: ["ownerId"], inventory: { owner: ["isActive"] } },
  evaluate({ ownerId }, { inventory }) {
    judged += 1;
    const isHere = inventory.owner.some(({ id, isActive }) => id === ownerId && isActive);
    return forEver(isHere ? pass() : fail({ ownerId }));
  },
});
afterAll(registerCheck(dealsOfTheGone));

const {
  db,
  portal,
  clientId,
  now,
  pass: wait,
  run,
} = startAuditedClient({
  monitors: [{ checkId: dealsOfTheGone.id, cadence: "fast", severity: "medium", params: {}, origins: {} }],
});
const judgedNow = async () => {
  judged = 0;
  await wait(10);
  await run({ cadence: "fast" });
  return judged;
};

test("a deal that nobody touched is judged again when its owner leaves, and by nothing else of owners", async () => {
  const deal = {
    dealname: "Tin",
    dealstage: "qualifiedtobuy",
    pipeline: "default",
    hubspot_owner_id: portal().ownerId,
  };
  await portal().api.create("deals", deal);
  await wait(10);
  expect(await judgedNow()).toBe(1);
  expect(await judgedNow()).toBe(0);
  const at = now().toISOString();
  await portal().admin.liveThrough([{ what: "owner-deactivated", id: portal().ownerId, at } as never]);
  expect(await judgedNow()).toBe(1);
  const open = await db().selectFrom("finding").select("evidence").where("client_id", "=", clientId()).execute();
  expect(open).toEqual([{ evidence: { ownerId: portal().ownerId } }]);
  expect(await judgedNow()).toBe(0);
});
