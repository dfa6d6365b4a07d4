import { expect, test } from "vitest";
import type { LeaseRequest } from "../../connectors/hubspot/ledger.ts";
import { openPace, usualLimits } from "../../demo/pace.ts";
import { HubSpotAdmin } from "../../simulators/client.ts";
import { startHubSpot } from "../../simulators/hubspot/start.ts";

const asked: LeaseRequest = {
  bucket: "search",
  wanted: 1,
  lifeMs: 500,
  allowance: { requests: 4, windowMs: 1_000 },
  ended: null,
  pauseMs: 0,
  daily: null,
  headroomPercent: 10,
};

/** Searches that the portal takes of twelve at once. */
async function taken(address: string): Promise<number> {
  const search = () =>
    fetch(`${address}/crm/objects/2026-09/contacts/search`, {
      method: "POST",
      headers: { authorization: "Bearer pat-test", "content-type": "application/json" },
      body: "{}",
    });
  const answers = await Promise.all(Array.from({ length: 12 }, search));
  return answers.filter(({ status }) => status === 200).length;
}

test("no limit holds a client's past up, and every limit holds again when it ends, however it ends", async () => {
  const hubspot = await startHubSpot();
  const portal = await new HubSpotAdmin(hubspot.address).openPortal({
    portalId: 1,
    name: "Northwind",
    timeZone: "Europe/London",
    currency: "EUR",
    limits: usualLimits,
  });
  await portal.grantToken({ token: "pat-test" });
  const pace = openPace();
  const leases: string[] = [];
  const kept = (clientId: string) =>
    pace.ledgerOf(clientId, {
      async lease() {
        leases.push(clientId);
        return { sliceId: "kept", granted: 0, waitMs: 1_000, isDaySpent: false };
      },
    });

  const past = pace.ofThePast("northwind", portal, async () => {
    expect(await kept("northwind").lease(asked)).toMatchObject({ granted: 1 });
    expect(await kept("harbor").lease(asked)).toMatchObject({ granted: 0 });
    expect(await taken(hubspot.address)).toBe(12);
    throw new Error("stopped");
  });
  await expect(past).rejects.toThrow("stopped");
  expect(leases).toEqual(["harbor"]);
  expect(await kept("northwind").lease(asked)).toMatchObject({ granted: 0 });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await taken(hubspot.address)).toBe(5);
  await hubspot.close();
});
