import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type Served } from "../../dashboards/serve.ts";
import { describeWith } from "../support/describe-with.ts";
import { launchBrowser } from "../support/launch-browser.ts";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

const findingPath = "/clients/northwind/findings/lead-unanswered.contact.501";

describeWith("browser", "what belongs on one line stays on one", () => {
  let dashboard: FixtureDashboard;
  let served: Served;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    dashboard = await openFixtureDashboard();
    await dashboard.db
      .updateTable("finding")
      .set({ evidence: JSON.stringify({ leadStatus: "ATTEMPTED_TO_CONTACT", raisedHandAt: "2026-11-23T09:12:00Z" }) })
      .where("finding_id", "=", "lead-unanswered.contact.501")
      .execute();
    served = await serve({ fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])), port: 0 });
    browser = await launchBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    await dashboard.close();
  });

  /** Each text under these elements that stands on more than one line. */
  const broken = (selector: string, words: "whole" | "each") =>
    page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].flatMap((element) => {
        const found = [];
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          for (const { 0: text, index } of node.data.matchAll(${words === "each" ? "/\\S+/g" : "/.+/gs"})) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + text.length);
            if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(text);
          }
        return found;
      })`,
    );

  test.each([1280, 1000, 390])("dates of a timeline, on a screen of %s px", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ["/clients/northwind", findingPath]) {
      await page.goto(`${served.address}${path}`);
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      expect(await page.locator(".timeline .when").count()).toBeGreaterThan(0);
      expect(await broken(".timeline .when", "whole")).toEqual([]);
    }
  });

  test.each([1280, 390, 320])("words of the evidence, on a screen of %s px", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${served.address}${findingPath}`);
    expect(await page.locator(".pairs dd").allInnerTexts()).toContain("ATTEMPTED_TO_CONTACT");
    expect(await broken(".pairs dt, .pairs dd", "each")).toEqual([]);
  });
});
