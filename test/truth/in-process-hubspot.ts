import { createGateway } from "../../connectors/hubspot/gateway.ts";
import { HubSpotOutage } from "../../connectors/hubspot/errors.ts";
import type { fetchText } from "../../connectors/hubspot/fetch-text.ts";
import { openPortal, type HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import { answerCall } from "../../simulators/hubspot/answer-call.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { defaultDealPipeline } from "../../simulators/hubspot/model/pipeline.ts";
import { setUpSource } from "../../simulators/hubspot/model/source.ts";
import { hashToken } from "../../simulators/hubspot/model/token.ts";
import { PortalRegistry } from "../../simulators/hubspot/portal-registry.ts";

const address = "http://hubspot.example";
const unlimited = 1_000_000_000;
const unpaced = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };

/** Portals of the simulator that are asked without a socket: a question costs what its answer costs. */
export function inProcessHubSpot() {
  const registry = new PortalRegistry(null, Date.now);
  let asked = 0;
  const send: typeof fetchText = (what, url, { method, headers, body }) => {
    asked += 1;
    const request = { method, url, authorization: headers["authorization"], bodyText: body ?? "" };
    const { answer, fault } = answerCall(registry, request);
    if (fault?.kind === "reset" || fault?.kind === "hang") return Promise.reject(new HubSpotOutage(what, "it broke"));
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return Promise.resolve({ status: answer.status, headers: new Headers(), text });
  };
  return {
    requests: () => asked,
    /** An empty portal whose pages hold only a few of anything. */
    open(portalId: number, token: string, pageSizeAtMost: number): HostedPortal {
      const hosted = registry.openInMemory(portalId);
      const { portal } = hosted;
      const details = { name: `Portal ${portalId}`, timeZone: "Europe/London", currency: "EUR", uiDomain: "app.hubspot.com" };
      portal.write(
        {
          what: "portal-opened",
          details: { ...details, portalId, accountType: "STANDARD", dealPipelines: [defaultDealPipeline] },
        },
        setUpSource,
      );
      portal.write(
        { what: "token-granted", grant: { name: "revwatch", hash: hashToken(token), kind: "private", scopes: "all" } },
        setUpSource,
      );
      const many = { generalPer10s: unlimited, searchPerSecond: unlimited, associationsPer10s: unlimited, daily: unlimited };
      portal.limits = { ...portal.limits, ...many, pageSizeAtMost };
      return hosted;
    },
    reader: (token: string): HubSpotPortal =>
      openPortal(createGateway({ address, token: () => token, governor: unpaced, maxWaitMs: 0, send })),
  };
}

export type InProcessHubSpot = ReturnType<typeof inProcessHubSpot>;
