import { onTestFinished } from "vitest";
import { HubSpotAdmin, HubSpotApi } from "../../../simulators/client.ts";
import { startHubSpot } from "../../../simulators/hubspot/start.ts";
import type { HubSpotOptions } from "../../../simulators/hubspot/start.ts";

export const token = "pat-eu1-simulated-0001";

/** A HubSpot with one portal, its clock at an instant, and ways to call it. Ends with the test. */
export async function openPortal({
  at = "2026-06-01T09:00:00.000Z",
  ...options
}: HubSpotOptions & { at?: string } = {}) {
  const hubspot = await startHubSpot(options);
  onTestFinished(() => hubspot.close());
  const admin = new HubSpotAdmin(hubspot.address);
  const portal = await admin.openPortal({ portalId: 7001, name: "Acme", timeZone: "Europe/Berlin", currency: "EUR" });
  await portal.grantToken({ token, name: "audit" });
  await portal.setLimits({ generalPer10s: 10_000, searchPerSecond: 1000, associationsPer10s: 1000 });
  await portal.freezeAt(new Date(at));
  return { hubspot, admin, portal, api: new HubSpotApi(hubspot.address, token), raw: rawCalls(hubspot.address) };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; throws when it is not JSON. */
  readonly json: <Body = Record<string, unknown>>() => Body;
}

/** Calls as they go over the wire, errors included. */
export function rawCalls(address: string) {
  return async (method: string, path: string, body?: unknown, bearer: string | null = token): Promise<RawAnswer> => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { "content-type": "application/json", ...(bearer !== null && { authorization: `Bearer ${bearer}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: <Body>() => JSON.parse(text) as Body };
  };
}
