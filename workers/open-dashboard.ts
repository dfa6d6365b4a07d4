import type { Logger } from "pino";
import { checkById } from "../checks/index.ts";
import { businessTimeOf } from "../config/calendar.ts";
import { readSecret } from "../config/read-secret.ts";
import { createDashboard } from "../dashboards/app.ts";
import type { ExclusionOutcome, Extension, SlackApp } from "../dashboards/options.ts";
import { acknowledgeAlert } from "../operations/acknowledge-alert.ts";
import { excludeFinding } from "../operations/exclude-finding.ts";
import { measureLeads } from "../operations/measure-leads.ts";
import { Refused } from "../operations/operation.ts";
import { findWorkflow } from "../operations/reads/find-workflow.ts";
import { inOurWords } from "../operations/run-operation.ts";
import { takeBackExclusion } from "../operations/take-back-exclusion.ts";
import type { World } from "../operations/world.ts";
import { readAcknowledgement } from "../reports/alert/acknowledgement-token.ts";
import { acknowledgementKeys, oldButtonsUntil } from "../storage/acknowledgement-keys.ts";
import { openHealth } from "./open-health.ts";
import { openChannels } from "./open-channels.ts";

/** The dashboard over one world, with the pages that somebody adds. `role` is what the process says it is. */
export async function openDashboard(
  world: World,
  env: NodeJS.ProcessEnv,
  logger: Logger,
  role: "up" | "dashboard",
  extensions: readonly Extension[] = [],
) {
  return createDashboard({
    db: world.db,
    config: world.config,
    operations: {
      acknowledgeAlert: (input, onStored) => inOurWords(() => acknowledgeAlert.run(world, input, onStored)),
      excludeFinding: (input) => orRefused(() => excludeFinding.run(world, { ...input, via: "dashboard" })),
      takeBackExclusion: (input) => orRefused(() => takeBackExclusion.run(world, { ...input, via: "dashboard" })),
    },
    links: world.links,
    findWorkflow: (workflowId, runId) => findWorkflow(world, workflowId, runId),
    describeCheck: (checkId) => checkById(checkId) ?? null,
    businessTimeOf,
    measureLeads: (clientId) => inOurWords(() => measureLeads.run(world, { clientId })),
    // Asked anew for each: keys are exchanged while we run.
    readAcknowledgement: async (value) =>
      readAcknowledgement(
        value,
        await acknowledgementKeys(world.db),
        world.now(),
        await oldButtonsUntil(world.db, world.config().deliveries.buttonsValidForSeconds),
      ),
    slackApp: slackAppOf(world, env),
    health: openHealth(world, env, role),
    extensions,
    now: () => world.now(),
    onError: (error) => logger.error({ err: error }, "A page could not be made."),
  });
}

/** A refusal is an answer for the person who clicked; everything else is a fault. */
async function orRefused(act: () => Promise<{ readonly ok: true }>): Promise<ExclusionOutcome> {
  try {
    await inOurWords(act);
    return { ok: true };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Presses are rare, and settings, secrets and the token's workspace may have changed since the last one. */
function slackAppOf({ config }: World, env: NodeJS.ProcessEnv): () => SlackApp | null {
  const channels = openChannels(config, env);
  return () => {
    const settings = config().slack;
    const slack = channels.slack();
    if (settings === null || slack === null) return null;
    const signingSecret = readSecret(settings.signingSecret, env);
    return { signingSecret, teamId: async () => (await slack.whoAmI()).teamId };
  };
}
