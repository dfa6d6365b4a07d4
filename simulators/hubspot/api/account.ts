import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";

export function accountDetails({ portal: { details }, at }: Call): Answer {
  const offsetMinutes = utcOffsetMinutes(details.timeZone, at);
  return ok({
    portalId: details.portalId,
    accountType: details.accountType,
    timeZone: details.timeZone,
    companyCurrency: details.currency,
    additionalCurrencies: [],
    utcOffset: formatOffset(offsetMinutes),
    utcOffsetMilliseconds: offsetMinutes * 60_000,
    uiDomain: details.uiDomain,
    dataHostingLocation: details.uiDomain.includes("eu1") ? "eu1" : "na1",
  });
}

/**
 * What private apps used today. Counted in real time: an allowance is of the present, wherever the portal's clock
 * stands.
 */
export function dailyUsage({ portal, callsToday, now }: Call): Answer {
  return ok({
    results: [
      {
        name: "private-apps-api-calls-daily",
        usageLimit: portal.limits.daily,
        currentUsage: callsToday,
        collectedAt: new Date(now).toISOString(),
        fetchStatus: "SUCCESS",
        resetsAt: nextMidnight(portal.details.timeZone, now),
      },
    ],
  });
}

function utcOffsetMinutes(timeZone: string, at: number): number {
  const wallClock = new Date(at).toLocaleString("sv-SE", { timeZone });
  return Math.round((Date.parse(`${wallClock.replace(" ", "T")}Z`) - at) / 60_000);
}

function formatOffset(minutes: number): string {
  const absolute = Math.abs(minutes);
  const part = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${part(Math.floor(absolute / 60))}:${part(absolute % 60)}`;
}

function nextMidnight(timeZone: string, now: number): string {
  const offsetMs = utcOffsetMinutes(timeZone, now) * 60_000;
  const dayMs = 86_400_000;
  return new Date((Math.floor((now + offsetMs) / dayMs) + 1) * dayMs - offsetMs).toISOString();
}
