import { expect, test } from "vitest";
import { askAccess } from "../../../activities/plan/portal-access.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";

const minuteMs = 60_000;
const question = { portalId: "4711", timeZone: "Europe/London", now: new Date("2026-11-30T08:00:00Z") };
const portalWhoseClock = (aheadMs: number | null) =>
  ({
    accountDetails: () => Promise.resolve({ portalId: "4711", uiDomain: "app.hubspot.com", timeZone: "Europe/London" }),
    clockAheadMs: () => aheadMs,
  }) as unknown as HubSpotPortal;

test.each([
  { aheadMs: null, says: null },
  { aheadMs: 0, says: null },
  { aheadMs: 10 * minuteMs, says: null },
  { aheadMs: -10 * minuteMs, says: null },
  { aheadMs: 10 * minuteMs + 1, says: "10 min ahead of HubSpot's" },
  { aheadMs: -24 * 60 * minuteMs, says: "1440 min behind HubSpot's" },
])("our clock is ahead by $aheadMs ms: $says", async ({ aheadMs, says }) => {
  const { access } = await askAccess(portalWhoseClock(aheadMs), question, false);
  expect(access.state).toBe(says === null ? "granted" : "unreachable");
  expect(access.reason ?? "").toContain(says ?? "");
});
