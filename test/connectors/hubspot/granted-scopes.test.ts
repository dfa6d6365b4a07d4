import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { openAccessToken } from "../../../connectors/hubspot/access-token.ts";
import { HubSpotOutage, HubSpotRateLimited, HubSpotUnauthorized } from "../../../connectors/hubspot/errors.ts";
import { createGateway } from "../../../connectors/hubspot/gateway.ts";
import { scopesOfApp, scopesOfToken } from "../../../connectors/hubspot/granted-scopes.ts";
import { rememberScopes } from "../../../connectors/hubspot/remember-scopes.ts";
import { openPortal, token } from "../../simulators/hubspot/open-portal.ts";

const free = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };
const app = { clientId: "client-1", clientSecret: "s3cret-of-the-app", refreshToken: "s3cret-refresh-token" };
const info = "/oauth/v2/private-apps/get/access-token-info";

async function startWithToken() {
  const started = await openPortal();
  const gateway = createGateway({
    address: started.hubspot.address,
    token: () => token,
    governor: free,
    timeoutMs: 20_000,
    maxWaitMs: 0,
  });
  return { ...started, scopes: scopesOfToken(gateway, () => token) };
}

async function startWithApp(installed: { scopes?: string[] } = {}) {
  const started = await openPortal();
  await started.portal.installApp({ ...app, ...installed });
  const credentials = { ...app, clientSecret: () => app.clientSecret, refreshToken: () => app.refreshToken };
  const { address } = started.hubspot;
  const accessToken = openAccessToken({ address, credentials });
  return { ...started, credentials, accessToken, scopes: scopesOfApp({ address, credentials, accessToken }) };
}

async function failureOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    (answer) => new Error(`it was answered: ${inspect(answer)}`),
    (error: unknown) => error as Error,
  );
}

describe("of the token of a private app", () => {
  test("are what was granted, sorted, and change with it", async () => {
    const { scopes, portal } = await startWithToken();
    await portal.changeToken("audit", { scopes: ["forms", "crm.objects.contacts.read"] });
    expect(await scopes()).toEqual(["crm.objects.contacts.read", "forms"]);
    await portal.changeToken("audit", { scopes: ["forms"] });
    expect(await scopes()).toEqual(["forms"]);
  });

  test("that HubSpot does not know there are unknown", async () => {
    const { hubspot, portal } = await startWithToken();
    await portal.grantToken({ token: "token-of-another-kind", name: "other", kind: "oauth" });
    const other = () => "token-of-another-kind";
    const gateway = createGateway({ address: hubspot.address, token: other, governor: free });
    expect(await scopesOfToken(gateway, other)()).toBeNull();
  });

  test.each(["html-200", "empty-object", "403", "401"] as const)(
    "are unknown when the answer is no answer: %s",
    async (kind) => {
      const { scopes, portal } = await startWithToken();
      await portal.setFault({ kind, path: info });
      expect(await scopes()).toBeNull();
    },
  );

  test.each([
    ["500", HubSpotOutage],
    ["reset", HubSpotOutage],
    ["429-daily", HubSpotRateLimited],
  ] as const)("an outage is no answer: %s; and the token is in no error", async (kind, kindOfError) => {
    const { scopes, portal } = await startWithToken();
    await portal.setFault({ kind, path: info });
    const error = await failureOf(scopes());
    expect(error).toBeInstanceOf(kindOfError);
    expect(inspect(error, { depth: 10 })).not.toContain(token);
  });
});

describe("of an OAuth app", () => {
  test("are what the person who installed it consented to", async () => {
    const { scopes } = await startWithApp({ scopes: ["oauth", "crm.objects.deals.read"] });
    expect(await scopes()).toEqual(["crm.objects.deals.read", "oauth"]);
  });

  test("are those that came with the token, where the introspection names none", async () => {
    const { credentials, accessToken } = await startWithApp({ scopes: ["oauth"] });
    const server = createServer((_, response) => void response.end('{"active":true}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await scopesOfApp({ address, credentials, accessToken })()).toEqual(["oauth"]);
  });

  test("are unknown where the introspection alone is refused: the portal can be read all the same", async () => {
    const { credentials, accessToken } = await startWithApp({ scopes: ["oauth"] });
    const server = createServer((_, response) => void response.writeHead(401).end('{"status":"error"}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await scopesOfApp({ address, credentials, accessToken })()).toBeNull();
  });

  test("of an app that was removed, nobody says: it has to be reconnected", async () => {
    const { scopes, portal } = await startWithApp();
    await portal.uninstallApp(app.clientId);
    const error = await failureOf(scopes());
    expect(error).toBeInstanceOf(HubSpotUnauthorized);
    expect(inspect(error, { depth: 10 })).not.toMatch(/s3cret/);
  });
});

describe("remembered", () => {
  function startAsking() {
    let asked = 0;
    let nowMs = 0;
    let answer: () => Promise<readonly string[] | null> = () => Promise.resolve(["a"]);
    const remembered = rememberScopes(
      async () => {
        asked += 1;
        return answer();
      },
      () => nowMs,
    );
    return {
      remembered,
      asked: () => asked,
      pass: (ms: number) => (nowMs += ms),
      answerWith: (next: () => Promise<readonly string[] | null>) => (answer = next),
    };
  }

  test("they are asked for once in a minute, however many ask", async () => {
    const { remembered, asked, pass, answerWith } = startAsking();
    expect(await Promise.all([remembered(), remembered()])).toEqual([["a"], ["a"]]);
    pass(59_999);
    await remembered();
    expect(asked()).toBe(1);
    answerWith(() => Promise.resolve([]));
    pass(1);
    expect(await remembered()).toEqual([]);
  });

  test("a failure is not remembered", async () => {
    const { remembered, answerWith } = startAsking();
    answerWith(() => Promise.reject(new HubSpotOutage("POST", "down")));
    await expect(remembered()).rejects.toThrow(HubSpotOutage);
    answerWith(() => Promise.resolve(null));
    expect(await remembered()).toBeNull();
  });
});
