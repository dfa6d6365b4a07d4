import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markup } from "../../reports/markup.ts";
import { refusalOfHost, sameOriginOnly, type Place } from "../../dashboards/security.ts";
import { fixtureConfig } from "./fixture-config.ts";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

const extension = new Hono()
  .get("/", (context) => context.render(markup`<p>hello from beside</p>`, { title: "Beside" }))
  .get("/own-policy", (context) => context.html("<p>own</p>", 200, { "Content-Security-Policy": "sandbox" }))
  .post("/press", (context) => context.text("pressed"))
  .get("/broken", () => {
    throw new Error("a secret detail");
  });

let dashboard: FixtureDashboard;
beforeAll(async () => {
  dashboard = await openFixtureDashboard({
    config: () => ({
      ...fixtureConfig,
      dashboard: { ...fixtureConfig.dashboard, publicAddress: "https://revwatch.example" },
    }),
    extensions: [{ label: "Beside", path: "/demo/beside", app: extension }],
  });
});
afterAll(() => dashboard.close());

const pages = [
  "/",
  "/clients/northwind",
  "/clients/northwind/leads",
  "/clients/northwind/reports/2026-W47",
  "/clients/northwind/findings/lead-unanswered.contact.501",
  "/nope",
  "/demo/beside",
];

test.each(pages)("%s has a strict policy and nothing inline", async (path) => {
  const response = await dashboard.app.request(path);
  const policy = response.headers.get("Content-Security-Policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");

  const html = await response.text();
  expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=|javascript:/i);
  for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toMatch(/src="\/static\//);
});

describe("unsafe methods", () => {
  const post = (path: string, headers: Record<string, string>) =>
    dashboard.app.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body: "by=Ana&episode=3",
    });
  const path = "/clients/northwind/alerts/sales-lead.waiting-leads/acknowledge";

  test.each([
    { name: "another site", headers: { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }, status: 403 },
    {
      name: "a sibling site",
      headers: { "Sec-Fetch-Site": "same-site", Origin: "http://localhost:9999" },
      status: 403,
    },
    { name: "another origin in an old browser", headers: { Origin: "https://evil.example" }, status: 403 },
    { name: "no origin at all", headers: {}, status: 403 },
    { name: "this origin", headers: { Origin: "http://localhost" }, status: 303 },
    { name: "the public address", headers: { Origin: "https://revwatch.example" }, status: 303 },
    { name: "the same origin by the browser's word", headers: { "Sec-Fetch-Site": "same-origin" }, status: 303 },
  ])("from $name: $status", async ({ headers, status }) => {
    expect((await post(path, headers as Record<string, string>)).status).toBe(status);
  });

  test("another site cannot press JSON through either, on mounted pages as well", async () => {
    const response = await dashboard.app.request("/demo/beside/press", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "cross-site" },
      body: "{}",
    });
    expect(response.status).toBe(403);
  });
});

test.each([
  { host: "http://evil.example/", status: 421 },
  { host: "http://localhost:4400/", status: 200 },
  { host: "http://127.0.0.1/", status: 200 },
  { host: "http://[::1]/", status: 200 },
  { host: "https://revwatch.example/", status: 200 },
])("the name $host is answered with $status", async ({ host, status }) => {
  expect((await dashboard.app.request(host)).status).toBe(status);
});

describe("mounted pages", () => {
  test("have a tab and look like the others", async () => {
    const html = await (await dashboard.app.request("/demo/beside")).text();
    expect(html).toContain('<a href="/demo/beside" aria-current="page">Beside</a>');
    expect(html).toContain("<p>hello from beside</p>");
  });

  test("may bring a policy of their own", async () => {
    const response = await dashboard.app.request("/demo/beside/own-policy");
    expect(response.headers.get("Content-Security-Policy")).toBe("sandbox");
  });

  test("a fault is told to us, not to the visitor", async () => {
    const response = await dashboard.app.request("/demo/beside/broken");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("a secret detail");
    expect(dashboard.faults).toHaveLength(1);
  });
});

describe("static files", () => {
  test("are served with their type, for ever under the address of their content", async () => {
    const html = await (await dashboard.app.request("/")).text();
    for (const [, path] of html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)) {
      const response = await dashboard.app.request(path!);
      expect(response.status).toBe(200);
      expect(response.headers.get("Cache-Control")).toContain("immutable");
    }
  });

  test.each(["/static/..%2fapp.ts", "/static/%2e%2e/app.ts", "/static/app.ts", "/static/"])(
    "%s is not there",
    async (path) => {
      expect((await dashboard.app.request(path)).status).toBe(404);
    },
  );
});

test.each(["/livez", "/readyz"])(
  "%s answers a prober that names us by our number, and no name of a foreign page",
  async (path) => {
    expect((await dashboard.app.request(`http://10.0.0.7${path}`)).status).not.toBe(421);
    expect((await dashboard.app.request(`http://evil.example${path}`)).status).toBe(421);
  },
);

describe("who is let in, by the name that was asked for", () => {
  const answer = (url: string, place: Place, headers: Record<string, string> = {}) =>
    refusalOfHost(new Request(url, { headers }), place) === null ? "let in" : "refused";
  const alone = { publicAddress: null, behindProxy: false };
  const named = { publicAddress: "https://revwatch.example", behindProxy: false };
  const proxied = { publicAddress: null, behindProxy: true };

  test.each([
    ["http://localhost/", alone, "let in"],
    ["http://127.0.0.2:4400/", alone, "let in"],
    ["http://127.0.0.1.evil.example/", alone, "refused"],
    ["http://10.0.0.7/", alone, "refused"],
    ["http://revwatch.example/", named, "let in"],
    ["http://revwatch.example.evil.example/", named, "refused"],
    ["http://10.0.0.7/", named, "refused"],
    ["http://10.0.0.7/clients/northwind", proxied, "let in"],
    ["http://[fd00::7]/", proxied, "let in"],
    ["http://evil.example/", proxied, "refused"],
    ["http://10.0.0.7/readyz", alone, "let in"],
    ["http://10.0.0.7/readyz/../", alone, "refused"],
  ] as const)("%s with %j: %s", (url, place, expected) => {
    expect(answer(url, place)).toBe(expected);
  });

  test("what a proxy forwards is believed only where one is declared", async () => {
    const press = async (behindProxy: boolean) => {
      const config = { ...fixtureConfig, dashboard: { ...fixtureConfig.dashboard, behindProxy } };
      const app = new Hono().use(...sameOriginOnly(() => config)).post("/", (context) => context.text("done"));
      const headers = {
        Origin: "https://watch.example",
        "X-Forwarded-Host": "watch.example",
        "Content-Type": "application/x-www-form-urlencoded",
      };
      return (await app.request("http://10.0.0.7/", { method: "POST", headers, body: "a=b" })).status;
    };
    expect([await press(true), await press(false)]).toEqual([200, 403]);
  });
});
