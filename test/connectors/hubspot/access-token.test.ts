import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { openAccessToken } from "../../../connectors/hubspot/access-token.ts";
import {
  HubSpotBadAnswer,
  HubSpotBadRequest,
  HubSpotOutage,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../../../connectors/hubspot/errors.ts";
import { createGateway } from "../../../connectors/hubspot/gateway.ts";
import { openPortal as connect } from "../../../connectors/hubspot/portal.ts";
import { openPortal } from "../../simulators/hubspot/open-portal.ts";

const app = { clientId: "client-1", clientSecret: "s3cret-of-the-app", refreshToken: "s3cret-refresh-token" };
const free = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };

/** A portal in which the app is installed, and the connector that reads it by OAuth. */
async function startInstalled() {
  const started = await openPortal();
  await started.portal.installApp(app);
  await started.portal.clearRequests();
  const clock = { now: Date.parse("2026-06-01T09:00:00Z") };
  const secrets = { clientSecret: app.clientSecret, refreshToken: app.refreshToken };
  const accessToken = openAccessToken({
    address: started.hubspot.address,
    credentials: {
      clientId: app.clientId,
      clientSecret: () => secrets.clientSecret,
      refreshToken: () => secrets.refreshToken,
    },
    now: () => clock.now,
    timeoutMs: 20_000,
  });
  const gateway = createGateway({
    address: started.hubspot.address,
    governor: free,
    maxWaitMs: 0,
    timeoutMs: 20_000,
    ...accessToken,
  });
  const refreshes = async () =>
    (await started.admin.requests()).filter(({ path }) => path === "/oauth/2026-09/token").length;
  return { ...started, clock, secrets, accessToken, reader: connect(gateway), refreshes };
}

async function failureOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => new Error("it did not fail"),
    (error: unknown) => error as Error,
  );
}

describe("an OAuth app", () => {
  test("reads with a token that it gets once, however many ask at once", async () => {
    const { reader, refreshes } = await startInstalled();
    await Promise.all([reader.accountDetails(), reader.inventory("owner"), reader.recordPage("contacts", [], null)]);
    await reader.accountDetails();
    expect(await refreshes()).toBe(1);
  });

  test("renews it a minute before it expires, and not earlier", async () => {
    const { reader, refreshes, clock } = await startInstalled();
    await reader.accountDetails();
    clock.now += 29 * 60_000;
    await reader.accountDetails();
    expect(await refreshes()).toBe(1);
    clock.now += 1;
    await reader.accountDetails();
    expect(await refreshes()).toBe(2);
  });

  test("a token that expires in the middle of a scan is renewed, and the scan goes on where it was", async () => {
    const { reader, refreshes, portal, api } = await startInstalled();
    for (let index = 0; index < 101; index += 1) await api.create("contacts", { email: `c${index}@client.example` });
    const first = await reader.recordPage("contacts", ["email"], null);
    await portal.freezeAt(new Date("2026-06-01T09:31:00Z"));
    const second = await reader.recordPage("contacts", ["email"], first.next);
    expect([first.records.length, second.records.length, second.next]).toEqual([100, 1, null]);
    expect(await refreshes()).toBe(2);
  });

  test("two requests that are refused at once renew it once", async () => {
    const { reader, refreshes, portal } = await startInstalled();
    await reader.accountDetails();
    await portal.freezeAt(new Date("2026-06-01T09:31:00Z"));
    await Promise.all([reader.accountDetails(), reader.inventory("owner")]);
    expect(await refreshes()).toBe(2);
  });

  test("a request that is refused late takes the token that another one has renewed meanwhile", async () => {
    const { accessToken, refreshes } = await startInstalled();
    const first = await accessToken.token();
    const second = await accessToken.renewToken(first);
    expect(await accessToken.renewToken(first)).toBe(second);
    expect([second === first, await refreshes()]).toEqual([false, 2]);
  });

  test("one that was put in the place of the refresh token holds at once", async () => {
    const { reader, refreshes, portal, secrets } = await startInstalled();
    await reader.accountDetails();
    await portal.installApp({ ...app, refreshToken: "s3cret-refresh-token-2" });
    secrets.refreshToken = "s3cret-refresh-token-2";
    await reader.accountDetails();
    expect(await refreshes()).toBe(2);
  });

  test("a token that stays refused is renewed once, and then it is a matter for a person", async () => {
    const { reader, refreshes, portal } = await startInstalled();
    await portal.setFault({ kind: "401" });
    const error = await failureOf(reader.accountDetails());
    expect(error).toBeInstanceOf(HubSpotUnauthorized);
    expect(error.message).toMatch(/Reconnect it/);
    expect(await refreshes()).toBe(2);
  });

  test("an app that was removed from the portal is reconnected by a person", async () => {
    const { reader, portal } = await startInstalled();
    await reader.accountDetails();
    await portal.uninstallApp(app.clientId);
    const error = await failureOf(reader.accountDetails());
    expect(error).toBeInstanceOf(HubSpotUnauthorized);
    expect((error as HubSpotUnauthorized).remedy).toMatch(/install the app in the client's portal again/);
  });

  test("a portal that is gone says the same, a wrong client secret something else", async () => {
    const { reader, portal, secrets } = await startInstalled();
    secrets.clientSecret = "mistyped-secret";
    expect((await failureOf(reader.accountDetails())).message).toMatch(/its client id or its client secret/);
    secrets.clientSecret = app.clientSecret;
    await portal.closePortal();
    expect((await failureOf(reader.accountDetails())).message).toMatch(/no access to this portal any more/);
  });

  test("a failed renewal is not remembered: the next request tries again", async () => {
    const { reader, secrets } = await startInstalled();
    secrets.clientSecret = "mistyped-secret";
    await failureOf(reader.accountDetails());
    secrets.clientSecret = app.clientSecret;
    expect(await reader.accountDetails()).toMatchObject({ portalId: "7001" });
  });
});

describe("a token endpoint that is not what it was", () => {
  const needles = [app.clientSecret, app.refreshToken, "s3cret-access-token"];

  /** A token endpoint that answers one thing and tells what it was asked. */
  async function startEndpoint(answer: { status: number; headers?: Record<string, string>; body: string }) {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const token = openAccessToken({
      address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { ...app, clientSecret: () => app.clientSecret, refreshToken: () => app.refreshToken },
      timeoutMs: 20_000,
    });
    return { token, asked };
  }

  test.each([
    [503, "<html>Bad gateway</html>", HubSpotOutage],
    [500, '{"status":"error","message":"internal error"}', HubSpotOutage],
    [429, '{"policyName":"TEN_SECONDLY_ROLLING"}', HubSpotRateLimited],
    [400, '{"status":"BAD_GRANT_TYPE"}', HubSpotBadRequest],
    [400, '{"error":"invalid_grant"}', HubSpotUnauthorized],
    [401, '{"error":"invalid_client"}', HubSpotUnauthorized],
    [302, "", HubSpotOutage],
    [200, "<html>", HubSpotBadAnswer],
    [200, "{}", HubSpotBadAnswer],
    [200, '{"access_token":"","expires_in":1800}', HubSpotBadAnswer],
    [200, '{"access_token":"s3cret-access-token","expires_in":"soon"}', HubSpotBadAnswer],
  ])("%s %s", async (status, body, kindOfError) => {
    const { token } = await startEndpoint({ status, headers: { location: "http://127.0.0.1:1/" }, body });
    expect(await failureOf(token.token())).toBeInstanceOf(kindOfError);
  });

  test("nothing secret is in any error or address, whatever it answers", async () => {
    const secretText = fc.constantFrom(...needles, "plain");
    const body = fc.oneof(
      fc
        .record({ status: secretText, error: secretText, message: secretText, category: secretText })
        .map((one) => JSON.stringify(one)),
      fc.record({ access_token: secretText, expires_in: secretText }).map((one) => JSON.stringify(one)),
      secretText.map((text) => `<html>${text}</html>`),
      secretText.map((text) => `{"refresh_token":"${text}`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 301, 400, 401, 403, 404, 429, 477, 500, 530),
        body,
        async (status, text) => {
          const { token, asked } = await startEndpoint({
            status,
            headers: { location: "http://127.0.0.1:1/" },
            body: text,
          });
          const error = await failureOf(token.token());
          const told = inspect(error, { depth: 10 }) + JSON.stringify(error) + asked.join(" ");
          for (const needle of needles) expect(told).not.toContain(needle);
        },
      ),
      { numRuns: 120 },
    );
  });
});
