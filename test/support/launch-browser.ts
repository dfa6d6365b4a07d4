import { chromium, type Browser } from "playwright-core";
import { inject } from "vitest";

/** A headless browser that talks to nobody but the pages it is given. Close it in `afterAll`. */
export async function launchBrowser(): Promise<Browser> {
  const browser = inject("browser");
  if (!browser) throw new Error('There is no browser here. Wrap the tests in describeWith("browser", …).');
  return chromium.launch({
    executablePath: browser.executablePath,
    args: [
      "--no-sandbox", // Chromium's sandbox refuses to run as root
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
