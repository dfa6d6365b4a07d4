import type { Logger } from "pino";
import { checkById } from "../checks/index.ts";
import { businessTimeOf } from "../config/calendar.ts";
import { readSecret } from "../config/read-secret.ts";
import { createDashboard } from "../dashboards/app.ts";
import type { DashboardDatabase, Extension, SlackApp } from "../dashboards/options.ts";
import { acknowledgeAlert } from "../operations/acknowledge-alert.ts";
import { measureLeads } from "../operations/measure-leads.ts";
import { findWorkflow } from "../operations/reads/find-workflow.ts";
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
    db: world.db as unknown as DashboardDatabase,
    config: world.config,
    operations: { acknowledgeAlert: (input) => acknowledgeAlert.run(world, input) },
    links: world.links,
    findWorkflow: (workflowId, runId) => findWorkflow(world, workflowId, runId),
    describeCheck: (checkId) => checkById(checkId) ?? null,
    businessTimeOf,
    measureLeads: (clientId) => measureLeads.run(world, { clientId }),
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
