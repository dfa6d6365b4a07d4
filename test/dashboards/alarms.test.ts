import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve, type Served } from "../../dashboards/serve.ts";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import { alarmBook } from "../../storage/watch-alarms.ts";
import { describeWith } from "../support/describe-with.ts";
import { fixtureNow } from "../support/fixture-rows.ts";
import { launchBrowser } from "../support/launch-browser.ts";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

const minutesAgo = (minutes: number) => new Date(fixtureNow.getTime() - minutes * 60_000);

function alarm(own: Pick<AlarmRecord, "kind" | "since" | "what"> & Partial<AlarmRecord>): AlarmRecord {
  return {
    clientId: "",
    subject: "",
    episode: 1,
    state: "told",
    seenAt: fixtureNow,
    goneAt: null,
    toldAt: minutesAgo(1),
    endedAt: null,
    holder: null,
    leaseUntil: null,
    attempts: 0,
    flaps: 0,
    why: null,
    wayOut: "Check `revwatch doctor`.",
    over: "It is over.",
    deliveries: [],
    version: 0,
    ...own,
  };
}

const longName = "workflow audit/harbor/fast-2026-11-25T14:10:00Z/copy-of-contacts-and-deals";

describe("the alarms of the fleet page", () => {
  let dashboard: FixtureDashboard;
  let served: Served;
  beforeAll(async () => {
    dashboard = await openFixtureDashboard();
    const book = alarmBook(dashboard.db);
    await book.put(alarm({ kind: "workflow-blocked", since: minutesAgo(120), what: `${longName} has been blocked.` }));
    await book.put(alarm({ kind: "audits-late", since: minutesAgo(90), what: "Northwind is late.", toldAt: null }));
    await book.put(alarm({ kind: "temporal-away", since: minutesAgo(47), what: "Audits stopped for 3 clients." }));
    served = await serve({ fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])), port: 0 });
  });
  afterAll(async () => {
    await served.close();
    await dashboard.close();
  });

  test("what stops everybody stands first, however young; then the oldest", async () => {
    const page = await (await fetch(served.address)).text();
    const strip = /<section class="alarms"[\s\S]*?<\/section>/.exec(page)![0];
    const said = [...strip.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, words]) => words);
    expect(said).toEqual(["Audits stopped for 3 clients.", `${longName} has been blocked.`, "Northwind is late."]);
    expect(strip.match(/No one could be alerted yet/g)).toHaveLength(1);
  });

  describeWith("browser", "on a screen", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser.close());

    test.each([1280, 390])("of %s px nothing sticks out, and they stand before everything else", async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(served.address);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      expect(
        await page.evaluate(
          "[...document.querySelectorAll('.alarms li')].filter((one) => one.scrollWidth > one.clientWidth).length",
        ),
      ).toBe(0);
      const [strip, title] = [await page.locator(".alarms").boundingBox(), await page.locator("h1").boundingBox()];
      expect(strip!.y + strip!.height).toBeLessThan(title!.y);
      await page.close();
    });
  });
});
