import type { Logger } from "pino";
import { checkById } from "../checks/index.ts";
import { businessTimeOf } from "../config/calendar.ts";
import { readSecret } from "../config/read-secret.ts";
import type { Hono } from "hono";
import { openSlackSocket, type SlackSocket } from "../connectors/slack/socket.ts";
import { interact } from "../dashboards/actions/slack-interactions.ts";
import { interactionOf } from "../dashboards/actions/slack-press.ts";
import { createDashboard } from "../dashboards/app.ts";
import type { DashboardOptions, ExclusionOutcome, Extension, SlackApp } from "../dashboards/options.ts";
import { assignFindings } from "../operations/alerting/assign-findings.ts";
import { listAlerts } from "../operations/alerting/list-alerts.ts";
import { snoozeFindings } from "../operations/alerting/snooze-findings.ts";
import { acknowledgeAlert } from "../operations/acknowledge-alert.ts";
import { excludeFinding } from "../operations/exclude-finding.ts";
import { measureLeads } from "../operations/measure-leads.ts";
import { Refused } from "../operations/operation.ts";
import { findWorkflow } from "../operations/reads/find-workflow.ts";
import { inOurWords } from "../operations/run-operation.ts";
import { takeBackExclusion } from "../operations/take-back-exclusion.ts";
import { setMailStop } from "../operations/set-mail-stop.ts";
import type { World } from "../operations/world.ts";
import { readUnsubscribe } from "../reports/email/unsubscribe-token.ts";
import { readAcknowledgement } from "../reports/alert/acknowledgement-token.ts";
import { acknowledgementKeys, oldButtonsUntil } from "../storage/acknowledgement-keys.ts";
import { openHealth } from "./open-health.ts";
import { openChannels } from "./open-channels.ts";

/** A dashboard, and the connection by which Slack reaches it where it cannot be reached from outside. */
export interface OpenDashboard {
  readonly app: Hono;
  close(): Promise<void>;
}

/** The dashboard over one world, with the pages that somebody adds. `role` is what the process says it is. */
export async function openDashboard(
  world: World,
  env: NodeJS.ProcessEnv,
  logger: Logger,
  role: "up" | "dashboard",
  extensions: readonly Extension[] = [],
): Promise<OpenDashboard> {
  const options: DashboardOptions = {
    db: world.db,
    config: world.config,
    operations: {
      acknowledgeAlert: (input, onStored) => inOurWords(() => acknowledgeAlert.run(world, input, onStored)),
      excludeFinding: (input) => orRefused(() => excludeFinding.run(world, { via: "dashboard", ...input })),
      snoozeFindings: (input) => orRefused(() => snoozeFindings.run(world, input)),
      assignFindings: (input) => orRefused(() => assignFindings.run(world, input)),
      setMailStop: (input) => inOurWords(() => setMailStop.run(world, input)),
      takeBackExclusion: (input) => orRefused(() => takeBackExclusion.run(world, { ...input, via: "dashboard" })),
    },
    listAlerts: (view) => inOurWords(() => listAlerts.run(world, listAlerts.input.parse(view))),
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
    readUnsubscribe: async (value) => readUnsubscribe(value, await acknowledgementKeys(world.db)),
    slackApp: slackAppOf(world, env),
    health: openHealth(world, env, role),
    extensions,
    now: () => world.now(),
    onError: (error) => logger.error({ err: error }, "A page could not be made."),
  };
  const socket = openSocket(options, env, logger);
  return { app: createDashboard(options), close: () => socket.close() };
}

/** Socket Mode, as soon as the config names an app-level token. */
function openSocket(options: DashboardOptions, env: NodeJS.ProcessEnv, logger: Logger): SlackSocket {
  const settings = () => options.config().slack;
  return openSlackSocket({
    address: () => settings()?.address ?? "",
    token: () => {
      const reference = settings()?.appToken ?? null;
      return reference === null ? null : readSecret(reference, env);
    },
    onTrouble: (reason) => logger.warn({ reason }, "Slack cannot send what people press: there is no connection."),
    onFault: (fault) => logger.error({ err: fault }, "What a person pressed in Slack came to nothing."),
    async onInteraction(payload) {
      const [app, interaction] = [options.slackApp(), interactionOf(payload)];
      return app === null || interaction === null ? null : interact(options, app, interaction);
    },
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
    return {
      signingSecret,
      teamId: async () => (await slack.whoAmI()).teamId,
      openWindow: (triggerId, view) => slack.openWindow(triggerId, view),
    };
  };
}
