import { createGateway } from "../../connectors/hubspot/gateway.ts";
import type { fetchText } from "../../connectors/hubspot/fetch-text.ts";
import { openPortal, type HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { askInProcess } from "../../simulators/hubspot/in-process.ts";
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
  let onRequest: () => void = () => undefined;
  let answersOn: Date | null = null;
  const send: typeof fetchText = (_, url, request) => {
    onRequest();
    const answer = askInProcess(registry, url, request);
    if (answersOn !== null) answer.headers.set("date", answersOn.toUTCString());
    return Promise.resolve(answer);
  };
  return {
    registry,
    /** From now on answers say that it is this instant, as HubSpot's own do; until then they say nothing of it. */
    answerOn: (at: Date) => {
      answersOn = at;
    },
    /** Something that happens before each request, such as a team that goes on working. */
    beforeEachRequest: (act: () => void) => {
      onRequest = act;
    },
    /** An empty portal whose pages hold only a few of anything. */
    open(portalId: number, token: string, pageSizeAtMost: number): HostedPortal {
      const hosted = registry.openInMemory(portalId);
      const { portal } = hosted;
      const details = {
        name: `Portal ${portalId}`,
        timeZone: "Europe/London",
        currency: "EUR",
        uiDomain: "app.hubspot.com",
      };
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
      const many = {
        generalPer10s: unlimited,
        searchPerSecond: unlimited,
        associationsPer10s: unlimited,
        daily: unlimited,
      };
      portal.limits = { ...portal.limits, ...many, pageSizeAtMost };
      return hosted;
    },
    reader(token: string): HubSpotPortal {
      const portal = openPortal(createGateway({ address, token: () => token, governor: unpaced, maxWaitMs: 0, send }));
      // The clock of this machine is not the one that answers go by.
      return { ...portal, clockAheadMs: () => (answersOn === null ? portal.clockAheadMs() : 0) };
    },
  };
}

export type InProcessHubSpot = ReturnType<typeof inProcessHubSpot>;
