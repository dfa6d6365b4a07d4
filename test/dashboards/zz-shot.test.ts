import { test } from "vitest";
import { serve } from "../../dashboards/serve.ts";
import { describeWith } from "../support/describe-with.ts";
import { launchBrowser } from "../support/launch-browser.ts";
import { fixtureConfig } from "./fixture-config.ts";
import { openFixtureDashboard } from "./fixture-dashboard.ts";
describeWith("browser", "shots", () => {
  test("shots", async () => {
    const [first] = fixtureConfig.clients;
    const more = Array.from({ length: 6 }, (_, index) => ({ ...first!, clientId: `client-${index}`, name: `Client ${index} of a partner with many of them and a long legal name` }));
    const config = { ...fixtureConfig, clients: [...fixtureConfig.clients, ...more] };
    const dashboard = await openFixtureDashboard({ config: () => config });
    const served = await serve({ fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])), port: 0 });
    const browser = await launchBrowser();
    for (const width of [1280, 390]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      for (const [name, path] of [["fleet", "/"], ["client", "/clients/northwind"], ["report", "/clients/northwind/reports/2026-W47"], ["alerts", "/alerts"]] as const) {
        await page.goto(`${served.address}${path}`);
        if (name === "fleet") console.log(await page.evaluate("JSON.stringify([...document.querySelectorAll('.fleet-row')].slice(0,4).map((row) => [...row.children].map((c) => c.className + c.offsetHeight)))"));
        await page.screenshot({ path: `/tmp/shot-${name}-${width}.png`, fullPage: true });
      }
    }
    await browser.close(); await served.close(); await dashboard.close();
  });
});
