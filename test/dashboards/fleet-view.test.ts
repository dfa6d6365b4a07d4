import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve, type Served } from "../../dashboards/serve.ts";
import { describeWith } from "../support/describe-with.ts";
import { launchBrowser } from "../support/launch-browser.ts";
import { fixtureConfig } from "./fixture-config.ts";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

let dashboard: FixtureDashboard;
beforeAll(async () => {
  const [first] = fixtureConfig.clients;
  const more = Array.from({ length: 36 }, (_, index) => ({
    ...first!,
    clientId: `client-${index}`,
    name: `Client ${index} of a partner with many of them and a long legal name`,
  }));
  const config = { ...fixtureConfig, clients: [...fixtureConfig.clients, ...more] };
  dashboard = await openFixtureDashboard({ config: () => config });
});
afterAll(() => dashboard.close());

async function names(query: string): Promise<readonly (string | undefined)[]> {
  const html = await (await dashboard.app.request(`/${query}`)).text();
  return [...html.matchAll(/<h2><a href="\/clients\/([^"]+)"/g)].map(([, id]) => id);
}

describe("a visitor's view of the fleet", () => {
  test.each([
    ["?search=HARBOUR", ["harbour"]],
    ["?search=%20robotics%20", ["northwind"]],
    ["?search=nobody", []],
    ["?show=attention", ["meridian", "northwind"]],
    ["?show=attention&sort=name", ["meridian", "northwind"]],
    ["?show=attention&sort=score", ["meridian", "northwind"]],
    ["?show=attention&sort=open", ["northwind", "meridian"]],
  ])("%s", async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test("what an address asks for and is not known counts as left out", async () => {
    expect(await names("?show=__proto__&sort=toString")).toEqual(await names(""));
    expect(await names("")).toHaveLength(40);
  });

  test("sorted by name, by score, by what is open", async () => {
    expect((await names("?sort=name")).slice(0, 3)).toEqual(["client-0", "client-1", "client-10"]);
    expect((await names("?sort=score")).slice(-2)).toEqual(["northwind", "harbour"]);
    expect((await names("?sort=open")).slice(0, 2)).toEqual(["northwind", "meridian"]);
  });

  test("nothing found says so and leads back; what was typed stands in its field and is no markup", async () => {
    const html = await (await dashboard.app.request("/?search=%3Cscript%3E%22")).text();
    expect(html).toContain('No client matches. <a href="/">Show all 40</a>');
    expect(html).toContain('value="&lt;script&gt;&quot;"');
  });
});

describeWith("browser", "forty clients on a screen", () => {
  let served: Served;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    served = await serve({ fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])), port: 0 });
    browser = await launchBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  const heights = () =>
    page.evaluate<number[]>("[...document.querySelectorAll('.fleet-row')].map((row) => row.offsetHeight)");

  test.each([
    [1280, 56],
    [1000, 56],
    [390, 96],
  ])("%i px wide: no row is higher than %i px, and nothing scrolls sideways", async (width, limit) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(served.address);
    const found = await heights();
    expect(found).toHaveLength(40);
    expect(Math.max(...found)).toBeLessThanOrEqual(limit);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test.each([1280, 390, 320])("the inbox does not scroll sideways, %i px wide", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${served.address}/alerts`);
    expect(await page.locator(".inbox-row").count()).toBeGreaterThan(0);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test("a choice counts at once, and is kept when the page is read again", async () => {
    await page.goto(served.address);
    await page.selectOption("#fleet-show", "attention");
    await page.waitForURL(/show=attention/);
    expect(await heights()).toHaveLength(2);
    expect(await page.inputValue("#fleet-show")).toBe("attention");
  });

  test("without a script the button does it, and no badge claims to connect", async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(served.address);
    await plain.fill("#fleet-search", "harbour");
    await plain.click("text=Apply");
    expect(await plain.locator(".fleet-row").count()).toBe(1);
    expect(await plain.locator(".live").isVisible()).toBe(false);
    await plain.close();
  });

  test("paper is light, whatever the screen is", async () => {
    const dark = await browser.newPage({ colorScheme: "dark" });
    await dark.goto(served.address);
    const ink = () => dark.evaluate<string>("getComputedStyle(document.querySelector('h1')).color");
    const onScreen = await ink();
    await dark.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await ink()).not.toBe(onScreen);
    expect(await ink()).toBe("rgb(21, 32, 43)");
    await dark.close();
  });
});
