import { resolve } from "node:path";
import type { RevwatchConfig, TeamsConfig, WebhookConfig } from "./config.ts";
import { defaultDeliverySettings, type DeliverySettings } from "../domain/alerting/delivery-settings.ts";
import { defaultRetention, retentionNames, type Retention } from "../domain/retention.ts";
import { resolveSecret } from "./resolve-secret.ts";
import { resolveWatch } from "./resolve-watch.ts";
import type { FleetFile } from "./schema/fleet-file.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const portOf = { starttls: 587, tls: 465, none: 25 } as const;

/** The installation's own settings. DATABASE_URL and Temporal's variables come first where the environment has them. */
export function resolveFleet(file: FleetFile, directory: string, env: Environment): Omit<RevwatchConfig, "clients"> {
  const { slack, email, temporal, dashboard } = file;
  return {
    directory,
    stateDirectory: resolve(directory, file.stateDirectory ?? ".revwatch"),
    databaseUrl: env["DATABASE_URL"]
      ? { env: "DATABASE_URL" }
      : file.databaseUrl === undefined
        ? null
        : resolveSecret(file.databaseUrl, directory),
    temporal: {
      address: env["TEMPORAL_ADDRESS"] || temporal?.address || null,
      namespace: env["TEMPORAL_NAMESPACE"] || temporal?.namespace || "default",
      uiAddress: temporal?.uiAddress ?? null,
    },
    dashboard: {
      host: dashboard?.host ?? "127.0.0.1",
      port: dashboard?.port ?? null,
      publicAddress: dashboard?.publicAddress ?? null,
      behindProxy: dashboard?.behindProxy ?? false,
    },
    hubspot: {
      address: file.hubspot?.address ?? "https://api.hubapi.com",
      headroomPercent: file.hubspot?.headroomPercent ?? 10,
      backgroundPercent: file.hubspot?.backgroundPercent ?? 10,
    },
    slack:
      slack === undefined
        ? null
        : {
            address: slack.address ?? "https://slack.com",
            token: resolveSecret(slack.token, directory),
            signingSecret: resolveSecret(slack.signingSecret, directory),
            appToken: slack.appToken === undefined ? null : resolveSecret(slack.appToken, directory),
          },
    email:
      email === undefined
        ? null
        : {
            host: email.host,
            port: email.port ?? portOf[email.security],
            security: email.security,
            user: email.user ?? null,
            password: email.password === undefined ? null : resolveSecret(email.password, directory),
            from: email.from,
            replyTo: email.replyTo ?? null,
          },
    teams: resolveTeams(file.teams, directory),
    webhook: resolveWebhook(file.webhook, directory),
    deliveries: resolveDeliveries(file.deliveries),
    watch: resolveWatch(file, directory),
    metrics: { token: file.metrics?.token === undefined ? null : resolveSecret(file.metrics.token, directory) },
    health: file.health === undefined ? null : { host: file.health.host ?? "127.0.0.1", port: file.health.port },
    retention: resolveRetention(file.retention),
  };
}

function resolveTeams(teams: FleetFile["teams"], directory: string): TeamsConfig | null {
  if (teams === undefined) return null;
  const targets = Object.entries(teams.targets).map(([name, { address }]) => [
    name,
    { address: resolveSecret(address, directory) },
  ]);
  return { allowPrivate: teams.allowPrivate, targets: Object.fromEntries(targets) as TeamsConfig["targets"] };
}

function resolveWebhook(webhook: FleetFile["webhook"], directory: string): WebhookConfig | null {
  if (webhook === undefined) return null;
  const targets = Object.entries(webhook.targets).map(([name, { address, key, otherKey }]) => [
    name,
    {
      address: resolveSecret(address, directory),
      key: resolveSecret(key, directory),
      otherKey: otherKey === undefined ? null : resolveSecret(otherKey, directory),
    },
  ]);
  return { allowPrivate: webhook.allowPrivate, targets: Object.fromEntries(targets) as WebhookConfig["targets"] };
}

function resolveDeliveries(settings: FleetFile["deliveries"]): DeliverySettings {
  if (settings === undefined) return defaultDeliverySettings;
  return {
    otherWayAfterSeconds: { critical: settings.criticalOtherWayAfter, high: settings.highOtherWayAfter },
    buttonsValidForSeconds: settings.buttonsValidFor,
  };
}

function resolveRetention(settings: FleetFile["retention"]): Retention {
  return Object.fromEntries(
    retentionNames.map((name) => [name, settings?.[name] ?? defaultRetention[name]]),
  ) as unknown as Retention;
}
