import { HubSpotBadRequest, HubSpotForbidden } from "../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import type { Need } from "../../connectors/hubspot/probe-capabilities.ts";
import type { ValueInUse } from "../../connectors/hubspot/read-values-in-use.ts";
import type { Answer, PipelineInUse, PortalFacts } from "./portal-facts.ts";

/** Each is one request of the search, of which HubSpot takes five a second. */
const mostStages = 60;

/**
 * Reads what a client's file can be proposed from. What the portal refuses is said in its place and hides nothing else.
 *
 * @throws {HubSpotError} When HubSpot is away, or refuses the token as a whole.
 */
export async function readPortal(portal: HubSpotPortal, needs: readonly Need[]): Promise<PortalFacts> {
  const account = await portal.accountDetails();
  const [usage, scopes, capabilities, forms, owners, teams, users] = await Promise.all([
    answered(portal.apiUsage()),
    portal.grantedScopes(),
    portal.probeCapabilities(needs),
    answered(portal.inventory("form")),
    answered(portal.inventory("owner")),
    answered(portal.inventory("team")),
    answered(portal.inventory("user")),
  ]);
  return {
    portalId: account.portalId,
    timeZone: account.timeZone,
    currency: account.companyCurrency,
    dailyLimit: "value" in usage ? (usage.value?.limit ?? null) : null,
    scopes,
    capabilities,
    pipelines: await answered(readPipelines(portal)),
    lifecycleStages: await valuesOf(portal, "lifecycleStage"),
    leadStatuses: await valuesOf(portal, "leadStatus"),
    forms,
    owners,
    teams,
    users,
  };
}

async function readPipelines(portal: HubSpotPortal): Promise<readonly PipelineInUse[]> {
  const found: PipelineInUse[] = [];
  let left = mostStages;
  for (const pipeline of await portal.inventory("pipeline")) {
    const deals: number[] = [];
    for (const { id } of pipeline.stages.slice(0, left)) deals.push(await portal.countWithValue("deal", "stage", id));
    left -= deals.length;
    found.push({ pipeline, deals });
  }
  return found;
}

async function valuesOf(
  portal: HubSpotPortal,
  field: "lifecycleStage" | "leadStatus",
): Promise<Answer<readonly ValueInUse[]>> {
  const answer = await answered(portal.valuesInUse("contact", field));
  if ("refused" in answer || answer.value !== null) return answer as Answer<readonly ValueInUse[]>;
  return { refused: "This portal has no such property." };
}

async function answered<Value>(asked: Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await asked };
  } catch (error) {
    if (error instanceof HubSpotForbidden) return { refused: error.reason };
    if (error instanceof HubSpotBadRequest && error.status === 404) return { refused: error.message };
    throw error;
  }
}
