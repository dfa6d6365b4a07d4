import { plainAlerting, type ClientConfig } from "../../config/config.ts";
import { checks } from "../../checks/index.ts";
import { topics } from "../../domain/alerting/topic.ts";
import type { LivedYear } from "../../simulators/hubspot/scenario/live-year.ts";
import { monitorsOf, testClient } from "../../test/activities/test-world.ts";
import { calendarOf } from "../../test/simulators/scenario/life-of-a-year.ts";

export const salesLead = "sales-lead";
/** Between two fast runs of its schedule: the default. */
export const everySeconds = 300;

/**
 * A client with every check, a ladder and windows that hold alerts back: an hour of each Wednesday for everything, and
 * two hours of some Tuesdays for leads that wait.
 */
export function noisyClient(portalId: number, lived: LivedYear, tuesdays: readonly string[]): ClientConfig {
  const calendar = calendarOf(lived);
  const { timeZone } = calendar;
  return testClient("northwind", String(portalId), {
    ...calendar,
    name: "Northwind Analytics",
    cadences: { fast: { everySeconds }, hourly: { everySeconds: 3600 }, daily: { dailyAt: "06:00" } },
    receivers: [
      { id: salesLead, name: "Ana Keller", slack: "C0SALES", email: null },
      { id: "operations", name: "Robin", slack: "C0OPERATIONS", email: null },
      { id: "founder", name: "Jonas Brandt", slack: null, email: "jonas@northwind.example" },
    ],
    routes: {
      ...(Object.fromEntries(topics.map((topic) => [topic, salesLead])) as ClientConfig["routes"]),
      access: "operations",
      "campaign-tracking": "operations",
    },
    escalation: [
      { afterSeconds: 3_600, notify: ["operations"] },
      { afterSeconds: 14_400, notify: ["founder"] },
    ],
    alerting: {
      ...plainAlerting,
      maintenance: [
        { name: "Noon", scope: {}, times: { kind: "weekly", weekdays: [3], from: "12:00", until: "13:00" }, timeZone },
        ...tuesdays.map((day) => ({
          name: `Import of ${day}`,
          scope: { topics: ["waiting-leads"] as const },
          times: { kind: "once", from: `${day} 10:00`, until: `${day} 12:00` } as const,
          timeZone,
        })),
      ],
    },
    monitors: monitorsOf(...checks.map(({ id }) => id)),
  });
}
