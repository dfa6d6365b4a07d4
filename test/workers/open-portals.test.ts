import { describe, expect, test } from "vitest";
import type { ClientConfig, PortalAuth, RevwatchConfig } from "../../config/config.ts";
import { SecretMissing } from "../../config/read-secret.ts";
import { openPortals } from "../../workers/open-portals.ts";
import { testClient } from "../activities/test-world.ts";
import { openPortal, token } from "../simulators/hubspot/open-portal.ts";

const oauth = {
  clientId: "client-1",
  clientSecret: { env: "APP_SECRET" },
  refreshToken: { env: "REFRESH_TOKEN" },
};

/** A client whose config can change under way, as in a running worker. */
async function startClient(auth: PortalAuth, env: NodeJS.ProcessEnv) {
  const started = await openPortal();
  await started.portal.installApp({
    clientId: "client-1",
    clientSecret: "s3cret-of-the-app",
    refreshToken: "s3cret-refresh-token",
    scopes: ["oauth", "crm.objects.owners.read"],
  });
  let client: ClientConfig = testClient("northwind", "7001", { auth });
  const config = () => ({ hubspot: { address: started.hubspot.address, headroomPercent: 0 } }) as RevwatchConfig;
  const portal = openPortals({ config, client: () => client, env });
  const tokenNames = async () => (await started.portal.requests()).map(({ tokenName }) => tokenName);
  await started.portal.clearRequests();
  return {
    ...started,
    open: () => portal("northwind"),
    change: (own: Partial<ClientConfig>) => (client = { ...client, ...own }),
    tokenNames,
  };
}

describe("a client with a token", () => {
  test("is read with it, and HubSpot says what it may do", async () => {
    const { open, portal } = await startClient({ token: { env: "TOKEN" } }, { TOKEN: token });
    await portal.changeToken("audit", { scopes: ["oauth", "forms"] });
    expect(await open().accountDetails()).toMatchObject({ portalId: "7001" });
    expect(await open().grantedScopes()).toEqual(["forms", "oauth"]);
    expect(open().answeredAt()!.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test("that is put in the old one's place is used at once, by the same portal", async () => {
    const env = { TOKEN: token };
    const { open, portal, tokenNames } = await startClient({ token: { env: "TOKEN" } }, env);
    const before = open();
    await before.accountDetails();
    await portal.grantToken({ token: "pat-eu1-the-next-one", name: "next" });
    env.TOKEN = "pat-eu1-the-next-one";
    await open().accountDetails();
    expect(open()).toBe(before);
    expect(await tokenNames()).toEqual(["audit", "next"]);
  });

  test("that is not there says where it should be, and nothing is asked", async () => {
    const { open, tokenNames } = await startClient({ token: { env: "TOKEN" } }, {});
    await expect(open().accountDetails()).rejects.toThrow(SecretMissing);
    expect(await tokenNames()).toEqual([]);
  });
});

describe("a client with an OAuth app", () => {
  const secrets = { APP_SECRET: "s3cret-of-the-app", REFRESH_TOKEN: "s3cret-refresh-token" };

  test("is read with the app's access token, and HubSpot says what it may do", async () => {
    const { open, tokenNames } = await startClient({ oauth }, secrets);
    expect(await open().accountDetails()).toMatchObject({ portalId: "7001" });
    expect(await open().grantedScopes()).toEqual(["crm.objects.owners.read", "oauth"]);
    expect(await tokenNames()).toEqual(["revwatch"]);
  });

  test("whose config changes from a token to an app is opened anew", async () => {
    const { open, change, tokenNames } = await startClient({ token: { env: "TOKEN" } }, { ...secrets, TOKEN: token });
    const before = open();
    await before.accountDetails();
    change({ auth: { oauth } });
    await open().accountDetails();
    expect(open()).not.toBe(before);
    expect(await tokenNames()).toEqual(["audit", "revwatch"]);
  });
});
