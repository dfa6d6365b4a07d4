import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type Served } from "../../dashboards/serve.ts";
import { describeWith } from "../support/describe-with.ts";
import { launchBrowser } from "../support/launch-browser.ts";
import { openFixtureDashboard, signedValue, type FixtureDashboard } from "./fixture-dashboard.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const client = "/clients/northwind";
const token = signedValue({
  clientId: "northwind",
  alertId: "sales-lead.waiting-leads",
  episode: 1,
  revision: 1,
  receiver: "sales-lead",
});
const pages = [
  "/",
  "/?search=nobody",
  "/alerts",
  client,
  "/clients/harbour",
  "/clients/meridian",
  "/clients/tidewater",
  `${client}/leads`,
  `${client}/findings/lead-unanswered.contact.501`,
  `${client}/checks/lead-unanswered`,
  `${client}/reports`,
  `${client}/reports/2026-W47`,
  `/acknowledge/${encodeURIComponent(token)}`,
  "/no-such-page",
];

describeWith("browser", "axe finds nothing", () => {
  let dashboard: FixtureDashboard;
  let served: Served;
  let browser: Browser;
  beforeAll(async () => {
    dashboard = await openFixtureDashboard();
    served = await serve({ fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])), port: 0 });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    await dashboard.close();
  });

  async function violations(page: Page, path: string): Promise<readonly string[]> {
    await page.goto(`${served.address}${path}`);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    // The page's own policy lets no script in, so the library is evaluated and not loaded.
    await page.evaluate(axe);
    const { violations } = await page.evaluate<{ violations: readonly Violation[] }>("axe.run()");
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${path} ${id}: ${html}`));
  }

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 320],
  ] as const)("on any page, %s, %i px wide", async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const found: string[] = [];
    for (const path of pages) found.push(...(await violations(page, path)));
    await page.close();
    expect(found).toEqual([]);
  });
});
