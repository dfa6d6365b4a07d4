import { expect, test } from "vitest";
import { askAccess } from "../../../activities/plan/portal-access.ts";
import { openAccessToken } from "../../../connectors/hubspot/access-token.ts";
import { createGateway } from "../../../connectors/hubspot/gateway.ts";
import { openPortal as connect } from "../../../connectors/hubspot/portal.ts";
import { openPortal } from "../../simulators/hubspot/open-portal.ts";

const app = { clientId: "client-1", clientSecret: "s3cret-of-the-app", refreshToken: "s3cret-refresh-token" };
const free = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };
const question = { portalId: "7001", timeZone: "UTC", now: new Date("2026-06-01T09:00:00Z") };

/** A portal in which the app is installed, asked for its access as a run does it. */
async function startAsking() {
  const { hubspot, admin, portal } = await openPortal();
  await portal.installApp(app);
  const { address } = hubspot;
  const credentials = { ...app, clientSecret: () => app.clientSecret, refreshToken: () => app.refreshToken };
  const reader = connect(createGateway({ address, governor: free, ...openAccessToken({ address, credentials }) }));
  return { admin, portal, hubspot, ask: () => askAccess(reader, question, true) };
}

test("an app that is installed opens its portal", async () => {
  const { ask } = await startAsking();
  expect((await ask()).access.state).toBe("granted");
});

test("an app that was removed is a state of its client, with the way to reconnect, and nothing secret in it", async () => {
  const { ask, portal } = await startAsking();
  await ask();
  await portal.uninstallApp(app.clientId);
  const { access } = await ask();
  expect(access).toMatchObject({ state: "token-refused", remedy: expect.stringMatching(/^Reconnect it/) as string });
  expect(JSON.stringify(access)).not.toMatch(/s3cret/);
});

test("an app of another portal is the wrong portal", async () => {
  const { admin, portal, ask } = await startAsking();
  await portal.uninstallApp(app.clientId);
  const other = await admin.openPortal({ portalId: 9, name: "Other", timeZone: "UTC", currency: "EUR" });
  await other.installApp(app);
  expect((await ask()).access.state).toBe("wrong-portal");
});

test("a token endpoint that is down is no refusal: the client cannot be reached, and the next run tries again", async () => {
  const { ask, hubspot } = await startAsking();
  await hubspot.close();
  expect((await ask()).access.state).toBe("unreachable");
});
