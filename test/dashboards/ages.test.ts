import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { serve, type Served } from "../../dashboards/serve.ts";
import { launchBrowser } from "../support/launch-browser.ts";
import { describeWith } from "../support/describe-with.ts";
import { fixtureNow } from "../support/fixture-rows.ts";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";
import { fixtureConfig } from "./fixture-config.ts";

/** Harbour & Hale is well, Northwind is not, Meridian is blind, Tidewater was never audited. */
let dashboard: FixtureDashboard;
let shown: readonly string[] = [];
let now = fixtureNow;
beforeAll(async () => {
  dashboard = await openFixtureDashboard({
    now: () => now,
    config: () => ({
      ...fixtureConfig,
      clients: fixtureConfig.clients.filter(({ clientId }) => shown.includes(clientId)),
    }),
  });
});
afterAll(() => dashboard.close());

async function read(path: string, minutes: number, clients: readonly string[]): Promise<string> {
  now = new Date(fixtureNow.getTime() + minutes * 60_000);
  shown = clients;
  const html = await (await dashboard.app.request(path)).text();
  return html
    .replace(/<(head|script)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

/** Whatever says that all is well. */
const calm =
  /Nothing needs attention|Nothing is open|No overdue leads|no overdue leads|Every lead has been answered|No points lost/;
const month = 30 * 1_440;

describe("the fleet", () => {
  test.each([
    { when: "all are read in time", clients: ["harbour"], minutes: 0, title: "Nothing needs attention", isCalm: true },
    { when: "one is late", clients: ["harbour"], minutes: 2, title: "Nothing needs attention", isCalm: true },
    {
      when: "the only one has stopped",
      clients: ["harbour"],
      minutes: 5,
      title: "1 client needs attention",
      isCalm: false,
    },
    {
      when: "everything stopped a month ago",
      clients: ["harbour", "northwind"],
      minutes: month,
      title: "2 clients need attention",
      isCalm: false,
    },
    {
      when: "none was ever audited",
      clients: ["tidewater"],
      minutes: 0,
      title: "1 client waits for its first audit",
      isCalm: false,
    },
    {
      when: "one of two was never audited",
      clients: ["harbour", "tidewater"],
      minutes: 0,
      title: "1 of 2 clients waits for its first audit",
      isCalm: true,
    },
    { when: "one is blind", clients: ["meridian"], minutes: 0, title: "1 client needs attention", isCalm: false },
  ])("$when: “$title”", async ({ clients, minutes, title, isCalm }) => {
    const text = await read("/", minutes, clients);
    expect(text).toContain(title);
    expect(calm.test(text)).toBe(isCalm);
  });

  test("a client whose audits have stopped stands with the blind ones, above what is open elsewhere", async () => {
    await dashboard.db.updateTable("reading").set({ complete_at: now }).where("client_id", "=", "northwind").execute();
    const text = await read("/", 0, ["northwind", "harbour", "meridian"]);
    expect(text.indexOf("Meridian Freight")).toBeLessThan(text.indexOf("Northwind Robotics"));
    const stopped = new Date(fixtureNow.getTime() - 3_600_000);
    await dashboard.db
      .updateTable("reading")
      .set({ complete_at: stopped })
      .where("client_id", "=", "harbour")
      .execute();
    const after = await read("/", 0, ["northwind", "harbour", "meridian"]);
    expect(after.indexOf("Harbour & Hale")).toBeLessThan(after.indexOf("Northwind Robotics"));
    expect(after).toContain("Not checked: no complete fast audit since Mon 23 Nov, 04:40 UTC-5 (1 h).");
    const before = new Date(fixtureNow.getTime() - 20_000);
    await dashboard.db
      .updateTable("reading")
      .set({ complete_at: before })
      .where("client_id", "in", ["harbour", "northwind"])
      .execute();
  });
});

describe("a client's pages", () => {
  test.each([
    {
      path: "/clients/harbour",
      minutes: 0,
      says: "Nothing is open. 10 of 10 checks assessed. Checked 20 s ago",
      isCalm: true,
    },
    { path: "/clients/harbour", minutes: 2, says: "This audit is late", isCalm: true },
    { path: "/clients/harbour", minutes: month, says: "Not known: this client is not being checked.", isCalm: false },
    { path: "/clients/harbour/leads", minutes: 0, says: "No overdue leads", isCalm: true },
    { path: "/clients/harbour/leads", minutes: month, says: "Unknown since Mon 23 Nov, 05:39 UTC-5", isCalm: false },
    { path: "/clients/northwind/leads", minutes: month, says: "Had waited", isCalm: false },
    { path: "/clients/meridian/leads", minutes: 0, says: "Unknown since Fri 20 Nov, 10:40 UTC", isCalm: false },
    { path: "/clients/tidewater/leads", minutes: 0, says: "Not known yet", isCalm: false },
    { path: "/clients/tidewater", minutes: 0, says: "Nothing is known yet Waiting for its first audit", isCalm: false },
  ])("$path after $minutes min says “$says”", async ({ path, minutes, says, isCalm }) => {
    const text = await read(path, minutes, ["harbour", "northwind", "meridian", "tidewater"]);
    expect(text).toContain(says);
    expect(calm.test(text)).toBe(isCalm);
  });

  test("a score from before the audits stopped is shown nowhere", async () => {
    expect(await read("/clients/harbour", 2, ["harbour"])).toMatch(/Health 100/);
    expect(await read("/clients/harbour", month, ["harbour"])).toMatch(/Health – no score/);
  });

  test("what a lead had waited does not grow while nobody looks", async () => {
    const waited = async (minutes: number) =>
      /Record (.*?) Marta Lindqvist/.exec(await read("/clients/northwind/leads", minutes, ["northwind"]))?.[1];
    expect(await waited(month)).toBe(await waited(2 * month));
  });
});

describeWith("browser", "a page that is left open", () => {
  let served: Served;
  let page: Page;
  let close: () => Promise<void>;
  beforeAll(async () => {
    served = await serve({ fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])), port: 0 });
    const browser = await launchBrowser();
    page = await browser.newPage();
    close = () => browser.close();
  });
  afterAll(() => close());

  test("turns late and unchecked by itself, and without colour when its server is gone", async () => {
    shown = ["harbour"];
    now = fixtureNow;
    await page.clock.install();
    await page.goto(served.address);
    await page.getByText("Nothing needs attention").waitFor();
    await page.getByText("live", { exact: true }).waitFor();

    now = new Date(fixtureNow.getTime() + 80_000);
    await page.clock.runFor(80_000);
    await page.getByText("Late: no complete fast audit").waitFor();
    now = new Date(fixtureNow.getTime() + 200_000);
    await page.clock.runFor(120_000);
    await page.getByText("1 client needs attention").waitFor();

    now = fixtureNow;
    await page.reload();
    await page.getByText("Nothing needs attention").waitFor();
    await served.close();
    await page.clock.runFor(60_000);
    await page.getByText("Out of date: Revwatch has not answered since").waitFor();
    expect(await page.title()).toBe("Out of date: Fleet · Revwatch");
    expect(await page.evaluate("getComputedStyle(document.querySelector('main')).filter")).toBe("grayscale(1)");
  });
});
