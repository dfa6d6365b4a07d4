import { z } from "zod";
import { Acknowledgements } from "./acknowledgements.ts";
import { clientWords } from "../client-words.ts";
import { Absences, MaintenanceWindows, RouteRules } from "./alerting.ts";
import { SharedCheckSettings } from "./check-settings.ts";
import { ObserveDays } from "./observe-days.ts";
import { Timing } from "./duration.ts";
import { EmailSettings, SlackSettings, TeamsSettings, WebhookSettings } from "./channels.ts";
import { Receivers } from "./receiver.ts";
import { DeliveriesSettings } from "./deliveries.ts";
import { HandSettings } from "./hands.ts";
import { RetentionSettings } from "./retention.ts";
import { Escalation, Routes } from "./routing.ts";
import { SecretInput } from "./secret.ts";
import { HealthSettings, MetricsSettings } from "./health.ts";
import { WatchSettings } from "./watch.ts";
import { TrustedAddress, WebAddress } from "./web-address.ts";

/** A port is at most 65535. */
const hostAndPort = /^[^\s/:<>]{1,253}:([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/;

const Port = z.int().min(1).max(65_535);

export const Cadences = z
  .strictObject({ fast: Timing.optional(), hourly: Timing.optional(), daily: Timing.optional() })
  .describe("How often each cadence runs");

const Plan = z.strictObject({
  checks: SharedCheckSettings.optional().describe("Settings of checks for the clients of this plan"),
});

/** `revwatch.yaml`: the installation, and what all clients share. */
export const FleetFile = z.strictObject({
  stateDirectory: z
    .string()
    .min(1)
    .optional()
    .describe("Where the embedded database and the Temporal server keep their files; .revwatch when left out"),
  databaseUrl: SecretInput.optional().describe(
    "PostgreSQL; the embedded database when left out. DATABASE_URL in the environment comes first",
  ),
  temporal: z
    .strictObject({
      address: z
        .string()
        .regex(hostAndPort, 'Write host and port, such as "temporal.example.com:7233".')
        .optional()
        .describe(
          "Host and port; an own development server when left out. TEMPORAL_ADDRESS in the environment comes first",
        ),
      namespace: z.string().min(1).optional().describe('"default" when left out'),
      uiAddress: WebAddress.optional().describe("Where people open workflows"),
    })
    .optional(),
  dashboard: z
    .strictObject({
      host: z
        .string()
        .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "Write an address of this machine, such as 0.0.0.0, or leave it out.")
        .optional()
        .describe("127.0.0.1 when left out: only this machine. Any other one needs publicAddress or behindProxy"),
      port: Port.optional().describe("The first free port from 4400 on when left out"),
      publicAddress: WebAddress.optional().describe("How people and Slack reach the dashboard from outside"),
      behindProxy: z
        .boolean()
        .optional()
        .describe("A proxy that asks people to sign in stands before it; its X-Forwarded-Host and -Proto are believed"),
    })
    .optional(),
  hubspot: z
    .strictObject({
      address: TrustedAddress.optional().describe("https://api.hubapi.com when left out"),
      headroomPercent: z
        .number()
        .min(0)
        .max(90)
        .optional()
        .describe("The share of every portal's API limits that is left to the client's other tools; 10 when left out"),
      backgroundPercent: z
        .number()
        .min(0.1)
        .max(50)
        .optional()
        .describe(
          "The share of every portal's daily requests that may read, beside the audits, what a new check needs; 10 when left out",
        ),
    })
    .optional(),
  slack: SlackSettings.optional(),
  teams: TeamsSettings.optional(),
  email: EmailSettings.optional(),
  webhook: WebhookSettings.optional(),
  receivers: Receivers.optional(),
  routes: Routes.optional(),
  routeRules: RouteRules.optional(),
  escalation: Escalation.optional(),
  acknowledgements: Acknowledgements.optional(),
  maintenance: MaintenanceWindows.optional(),
  absences: Absences.optional(),
  hands: HandSettings.optional(),
  ...clientWords,
  cadences: Cadences.optional(),
  deliveries: DeliveriesSettings.optional(),
  watch: WatchSettings.optional(),
  metrics: MetricsSettings.optional(),
  health: HealthSettings.optional(),
  observeDays: ObserveDays,
  checks: SharedCheckSettings.optional().describe("Settings of checks for all clients"),
  plans: z
    .record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Name a plan in lower case, such as gold."), Plan)
    .optional()
    .describe("Service plans by name: what a client has that names one, over the settings of the fleet"),
  retention: RetentionSettings.optional(),
});
export type FleetFile = z.output<typeof FleetFile>;
