import { Hono } from "hono";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createEvents } from "../../dashboards/events.ts";
import type { Pulse } from "../../dashboards/pulse.ts";
import { serve, type Served } from "../../dashboards/serve.ts";
import { describeWith } from "../support/describe-with.ts";
import { fixtureNow } from "../support/fixture-rows.ts";
import { launchBrowser } from "../support/launch-browser.ts";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

let dashboard: FixtureDashboard;
let served: Served;
beforeAll(async () => {
  // As many tabs as the demo has.
  const extensions = ["Break something", "Slack", "Mailbox"].map((label, n) => ({
    label,
    path: `/x/${n}`,
    app: new Hono(),
  }));
  dashboard = await openFixtureDashboard({ extensions });
  served = await serve({ fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])), port: 0 });
});
afterAll(async () => {
  await served.close();
  await dashboard.close();
});

let seconds = 0;
/** Something that a page of Northwind reads differently after. */
async function rename(finding: string, summary: string): Promise<void> {
  seconds += 1;
  await dashboard.db
    .updateTable("finding")
    .set({ summary })
    .where("client_id", "=", "northwind")
    .where("finding_id", "=", finding)
    .execute();
  await dashboard.db
    .updateTable("latest_outcome")
    .set({ as_of: new Date(fixtureNow.getTime() + seconds * 1000) })
    .where("client_id", "=", "northwind")
    .execute();
}

async function nextChange(stream: Response): Promise<string> {
  let text = "";
  for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const id = /id: (\S+)/.exec(text)?.[1];
    if (id !== undefined) return id;
  }
  throw new Error("the stream ended");
}

describe("events", () => {
  test("a change is told with an id, and only what came after the last one that was heard", async () => {
    const first = await nextChange(await fetch(`${served.address}/events`));
    const listening = await fetch(`${served.address}/events`, { headers: { "Last-Event-ID": first } });
    const heard = nextChange(listening);
    await rename("owner-deactivated.owner.77", "Ben Ode is deactivated in HubSpot and still owns 3 open deals.");
    expect(await heard).not.toBe(first);
  });

  test("a page that was read before a change hears of it when it comes", async () => {
    const page = await (await fetch(`${served.address}/`)).text();
    const version = /data-version="([^"]+)"/.exec(page)![1]!;
    await rename("owner-deactivated.owner.77", "Ben Ode is deactivated in HubSpot and still owns 2 open deals.");
    const heard = await nextChange(await fetch(`${served.address}/events?since=${version}`));
    expect(heard).not.toBe(version);
  });
});

describe("signs of life", () => {
  /** A store that is asked when the test says so, and answers or not. */
  const listeners = new Set<(version: string) => void>();
  const pulse: Pulse = {
    read: () => Promise.resolve("v1"),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const answers = () => listeners.forEach((listener) => listener("v1"));

  test("are given each 15 seconds while the store answers, and not a moment longer", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const stream = (await createEvents(pulse).request("/events?since=v1")).body!.getReader();
    const heard = async () => new TextDecoder().decode((await stream.read()).value);
    expect(await heard()).toContain("event: hello");
    vi.advanceTimersByTime(14_000);
    answers();
    vi.advanceTimersByTime(1_000);
    answers();
    expect(await heard()).toBe("event: alive\ndata: \n\n");
    // Nothing was told at 14 s, and nothing is told without an answer.
    vi.advanceTimersByTime(60_000);
    const next = await Promise.race([heard(), new Promise((resolve) => setTimeout(resolve, 50, "silence"))]);
    expect(next).toBe("silence");
    vi.useRealTimers();
    await stream.cancel().catch(() => undefined);
  });
});

describeWith("browser", "in a browser", () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
    page.on("pageerror", (error) => void problems.push(error.message));
  });
  afterAll(() => browser.close());

  test("a change appears by itself; what was typed, unfolded and focused stays", async () => {
    await page.goto(`${served.address}/clients/northwind`);
    await page.getByText("live", { exact: true }).waitFor();
    const name = page.getByPlaceholder("Your name");
    await name.fill("Lena");
    await page.locator("#alerts summary").first().click();
    await name.focus();

    await rename("owner-deactivated.owner.77", "Ben Ode has come back to work.");
    await page.getByText("has come back to work.").first().waitFor();

    expect(await name.inputValue()).toBe("Lena");
    expect(await name.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
    expect(await page.locator("#alerts details").first().getAttribute("open")).not.toBeNull();
  });

  test("a person takes an alert", async () => {
    await page.goto(`${served.address}/clients/northwind`);
    await page.getByPlaceholder("Your name").fill("Lena Vogt");
    await page.getByRole("button", { name: "I’m on it" }).click();
    await page.waitForURL("**/clients/northwind#alerts");
    expect(dashboard.taken.at(-1)).toMatchObject({ by: "Lena Vogt", episode: 3, via: "dashboard" });
  });

  test.each([
    "/",
    "/clients/northwind",
    "/clients/northwind/leads",
    "/clients/northwind/reports/2026-W47",
    "/clients/northwind/findings/lead-unanswered.contact.503",
  ])("%s needs no sideways scrolling on a phone", async (path) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${served.address}${path}`);
    const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(wide).toBe(0);
  });

  test.each([390, 320])(
    "on a phone of %s px every link of the navigation is in sight and has a name",
    async (width) => {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`${served.address}/clients/northwind`);
      const links = page.locator(".top a:not(.skip), .tabs a");
      expect(await links.allInnerTexts()).toEqual(
        expect.arrayContaining(["Revwatch", "Fleet", "Slack", "Mailbox", "Reports"]),
      );
      for (const link of await links.all()) {
        const box = (await link.boundingBox())!;
        expect([await link.innerText(), box.x >= 0 && box.x + box.width <= width, box.height >= 24]).toEqual([
          await link.innerText(),
          true,
          true,
        ]);
      }
    },
  );

  test("nothing was refused by the page's own policy", () => {
    expect(problems).toEqual([]);
  });
});
