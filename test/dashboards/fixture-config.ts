import { plainAlerting, type ClientConfig, type RevwatchConfig } from "../../config/config.ts";
import { defaultDeliverySettings } from "../../domain/alerting/delivery-settings.ts";
import { defaultHandRules } from "../../domain/leads/hand-rules.ts";
import { defaultRetention } from "../../domain/retention.ts";
import { resolveMonitors } from "../../config/resolve-monitors.ts";
import { defaultAcknowledgementPolicy } from "../../domain/alerting/acknowledgement-policy.ts";
import { onlyFixedChecks } from "../support/fixed-checks.ts";
import { topics } from "../../domain/alerting/topic.ts";

function clientOf(clientId: string, name: string, portalId: string, change: Partial<ClientConfig> = {}): ClientConfig {
  return {
    clientId,
    name,
    portalId,
    auth: { token: { env: "NORTHWIND_HUBSPOT_TOKEN" } },
    timeZone: "Europe/Berlin",
    businessHours: (["monday", "tuesday", "wednesday", "thursday", "friday"] as const).map((day) => ({
      day,
      opens: "09:00",
      closes: "18:00",
    })),
    holidays: [],
    alerting: plainAlerting,
    receivers: [
      { id: "sales-lead", name: "Lena Vogt", slack: "#sales", email: "sales@northwind.example" },
      { id: "director", name: "Jonas Weber", slack: null, email: "jonas@northwind.example" },
      { id: "partner", name: "Ops partner", slack: "#ops", email: null },
    ],
    routes: Object.fromEntries(topics.map((topic) => [topic, "sales-lead"])) as ClientConfig["routes"],
    escalation: [],
    acknowledgements: defaultAcknowledgementPolicy,
    report: { day: "monday", at: "07:00", recipients: ["director"] },
    cadences: { fast: { everySeconds: 10 }, hourly: { everySeconds: 3600 }, daily: { dailyAt: "06:00" } },
    hands: defaultHandRules,
    monitors: resolveMonitors({ fleet: { checks: onlyFixedChecks(), words: {} }, client: { checks: {}, words: {} } }),
    observeDays: 14,
    ...change,
  };
}

/** The config that belongs to the fixture rows, and one client that has not been onboarded yet. */
export const fixtureConfig: RevwatchConfig = {
  directory: "/config",
  stateDirectory: "/config/.revwatch",
  databaseUrl: null,
  temporal: { address: null, namespace: "default", uiAddress: "http://127.0.0.1:8233" },
  dashboard: { host: "127.0.0.1", port: null, publicAddress: null, behindProxy: false },
  hubspot: { headroomPercent: 10, backgroundPercent: 10, address: "https://api.hubapi.com" },
  slack: null,
  email: null,
  watch: {
    notify: null,
    heartbeat: null,
    heartbeatAllowPrivate: false,
    heartbeatEverySeconds: 60,
    everySeconds: 30,
    tellAfterSeconds: 90,
    outboxAfterSeconds: 120,
  },
  deliveries: defaultDeliverySettings,
  metrics: { token: null },
  health: null,
  retention: defaultRetention,
  clients: [
    clientOf("northwind", "Northwind Robotics", "24681012"),
    clientOf("harbour", "Harbour & Hale", "13579111", { timeZone: "America/New_York", businessHours: "always" }),
    clientOf("meridian", "Meridian Freight", "99887766", { timeZone: "UTC" }),
    clientOf("tidewater", "Tidewater Studios", "55443322"),
  ],
};
