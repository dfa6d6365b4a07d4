import type { AlertFinding, AlertFrame } from "../../../domain/alerting/compose-alert.ts";
import type { AlertState } from "../../../domain/alerting/decide-alert.ts";

export const openedAt = new Date("2026-11-25T14:00:00Z");

export const sampleFrame: AlertFrame = {
  clientId: "northwind",
  clientName: "Northwind Robotics",
  alertId: "sales-lead.waiting-leads",
  topic: "waiting-leads",
  timeZone: "Europe/Berlin",
  dashboardUrl: "http://127.0.0.1:4400/clients/northwind",
  workflowUrl: null,
  nameOf: (receiver) => ({ "sales-lead": "Mia Chen", head: "Jo Keller" })[receiver] ?? receiver,
  say: ({ summary }) => summary ?? "nothing",
};

export const sampleState: AlertState = {
  episode: 1,
  status: "open",
  revision: 1,
  severity: "high",
  openedAt,
  acknowledgedBy: null,
  acknowledgedAt: null,
  covered: [],
  told: ["lead-unanswered.contact.1"],
  steps: [{ receivers: ["head"], dueAt: "2026-11-25T15:00:00.000Z" }],
  nextStep: 0,
  resolvedAt: null,
};

/** A finding with a number that makes it its own. */
export function sampleFinding(number: number, own: Partial<AlertFinding> = {}): AlertFinding {
  return {
    findingId: `lead-unanswered.contact.${number}`,
    checkId: "lead-unanswered",
    label: `Lead ${number}`,
    summary: `Lead ${number} waits.`,
    severity: "high",
    since: new Date(openedAt.getTime() - number * 60_000),
    url: null,
    ownerName: "Ben Okafor",
    evidence: {},
    endedAt: null,
    ending: null,
    closedBy: null,
    ...own,
  };
}
