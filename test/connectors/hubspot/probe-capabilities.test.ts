import { expect, test } from "vitest";
import { connectTo, startPortal } from "./started-portal.ts";
import { startProxy } from "./start-proxy.ts";

const free = { marketing: "free", sales: "free", service: "free" } as const;

test("what a portal answers is ok, at one light request for each endpoint", async () => {
  const { portal, reader } = await startPortal();
  await portal.clearRequests();
  const capabilities = await reader.probeCapabilities(["contact", "contact-property", "owner", "touch"]);
  expect(capabilities).toEqual(
    [
      "contacts",
      "properties of contacts",
      "owners",
      "calls",
      "emails",
      "meetings",
      "communications",
      "associations",
    ].map((endpoint) => ({ endpoint, state: "ok", detail: null })),
  );
  expect((await portal.requests()).length).toBe(capabilities.length);
});

test("a scope that is missing is named, one for each of what is needed", async () => {
  const { portal, reader } = await startPortal();
  await portal.changeToken("audit", { scopes: ["crm.objects.contacts.read"] });
  expect(await reader.probeCapabilities(["contact", "owner", "touch"])).toEqual(
    expect.arrayContaining([
      { endpoint: "contacts", state: "ok", detail: null },
      { endpoint: "owners", state: "missing-scope", detail: "crm.objects.owners.read" },
      { endpoint: "emails", state: "missing-scope", detail: "sales-email-read" },
    ]),
  );
});

test("a product that the portal does not pay for is no missing scope", async () => {
  const { portal, reader } = await startPortal();
  await portal.change({ subscriptions: free });
  const capabilities = await reader.probeCapabilities(["campaign", "lead-pipeline", "pipeline"]);
  expect(capabilities.map(({ endpoint, state }) => [endpoint, state])).toEqual([
    ["campaigns", "tier"],
    ["pipelines of leads", "tier"],
    ["pipelines of deals", "ok"],
  ]);
  expect(capabilities[0]!.detail).toMatch(/this portal's subscription does not include it/);
});

test("an endpoint that is not there is absent, one that fails is unreachable, and the others are asked all the same", async () => {
  const { portal, hubspot } = await startPortal();
  await portal.setFault({ kind: "500", path: "/crm/owners" });
  const elder = await startProxy(hubspot.address, ["/marketing/campaigns"]);
  expect(await connectTo(elder).probeCapabilities(["campaign", "owner", "pipeline"])).toMatchObject([
    { endpoint: "campaigns", state: "absent" },
    { endpoint: "owners", state: "unreachable", detail: expect.stringMatching(/status 500/) as string },
    { endpoint: "pipelines of deals", state: "ok" },
  ]);
});

test("a refused token makes everything unreachable, and is no failure of the question", async () => {
  const { portal, reader } = await startPortal();
  await portal.revokeToken("audit");
  const states = (await reader.probeCapabilities(["contact", "owner"])).map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(["unreachable"]));
});
