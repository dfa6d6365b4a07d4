import { checkById } from "../../checks/index.ts";
import { scansOf } from "../../checks/needs.ts";
import type { Monitor } from "../../config/config.ts";
import { endpointsOf, type Capability } from "../../connectors/hubspot/probe-capabilities.ts";
import { sayList } from "../../reports/format.ts";
import type { PortalFacts } from "./portal-facts.ts";
import type { Section } from "./section.ts";

/** What the subscription lacks is switched off; what only a scope lacks is asked about. */
export function proposeChecks(
  { capabilities }: Pick<PortalFacts, "capabilities">,
  monitors: readonly Pick<Monitor, "checkId">[],
): Section {
  const refused = capabilities.filter(({ state }) => state !== "ok");
  const off = restingOn(refused.filter(isOutOfReach), monitors);
  const left = monitors.filter(({ checkId }) => !off.includes(checkId));
  return {
    key: "checks",
    because: off.length === 0 ? [] : ["The portal's subscription, or HubSpot, does not offer what these read."],
    value: off.length === 0 ? null : Object.fromEntries(off.map((checkId) => [checkId, { enabled: false }])),
    questions: refused
      .filter((one) => !isOutOfReach(one))
      .flatMap((one) => {
        const concerned = restingOn([one], left);
        return concerned.length === 0 ? [] : [`${sayRefused(one)} Not assessed without it: ${sayList(concerned)}.`];
      }),
  };
}

const isOutOfReach = ({ state }: Capability) => state === "tier" || state === "absent";

function restingOn(refused: readonly Capability[], monitors: readonly Pick<Monitor, "checkId">[]): readonly string[] {
  const endpoints = new Set(refused.map(({ endpoint }) => endpoint));
  return monitors.flatMap(({ checkId }) => {
    const check = checkById(checkId);
    return check !== undefined && endpointsOf(scansOf(check)).some((one) => endpoints.has(one)) ? [checkId] : [];
  });
}

function sayRefused({ endpoint, state, detail }: Capability): string {
  return state === "missing-scope"
    ? `Will the token get the scope ${detail ?? ""}? HubSpot refuses ${endpoint}.`
    : `HubSpot gave no answer about ${endpoint} (${detail ?? "no reason given"}). Will you run discover again?`;
}
