import type { AlertLine, AlertMessage } from "../../domain/alerting/alert.ts";

const hubspot = "https://app.hubspot.com/contacts/24681012/record/0-1";

export function sampleLine(change: Partial<AlertLine> = {}): AlertLine {
  return {
    findingId: "lead-unanswered.contact.501",
    checkId: "lead-unanswered",
    label: "Marta Lindqvist",
    summary:
      "Marta Lindqvist has waited 9 h 40 min of business time for a first answer after “Book a demo” (promised within 1 h).",
    brief: "Book a demo",
    severity: "critical",
    since: "2026-11-20T08:12:00.000Z",
    url: `${hubspot}/501`,
    isNew: true,
    ...change,
  };
}

const tom = sampleLine({
  findingId: "lead-unanswered.contact.502",
  label: "Tom Okafor",
  summary:
    "Tom Okafor has waited 1 h 25 min of business time for a first answer after “Contact us” (promised within 1 h).",
  brief: "Contact us",
  severity: "high",
  since: "2026-11-23T08:05:00.000Z",
  url: `${hubspot}/502`,
});
const nobody = sampleLine({
  findingId: "lead-unanswered.contact.503",
  label: "priya@harbourfreight.example",
  summary:
    "priya@harbourfreight.example has waited 1 h 5 min of business time for a first answer (promised within 1 h).",
  brief: "asked to be contacted",
  severity: "high",
  since: "2026-11-23T08:25:00.000Z",
  url: `${hubspot}/503`,
});

const opened: AlertMessage = {
  clientId: "northwind",
  clientName: "Northwind Robotics",
  alertId: "sales-lead.waiting-leads",
  episode: 3,
  revision: 1,
  topic: "waiting-leads",
  occasion: "opened",
  status: "open",
  severity: "critical",
  timeZone: "Europe/Berlin",
  headline: "3 leads waiting for a first reply",
  sections: [
    { ownerName: "Ana Silva", lines: [sampleLine(), tom] },
    { ownerName: null, lines: [nobody] },
  ],
  open: 3,
  more: 0,
  acknowledgedBy: null,
  escalatedFrom: null,
  unansweredMinutes: null,
  handedTo: null,
  durationMinutes: null,
  recovered: [],
  next: { receivers: ["Jonas Weber"], at: "2026-11-23T10:30:00.000Z" },
  dashboardUrl: "http://127.0.0.1:4400/clients/northwind",
  workflowUrl: "http://127.0.0.1:8233/namespaces/default/workflows/alert%2Fnorthwind%2Fsales-lead.waiting-leads",
};

/** One message for each thing that can happen to an alert. */
export const sampleAlerts = {
  opened,
  acknowledged: {
    ...opened,
    revision: 2,
    occasion: "acknowledged",
    status: "acknowledged",
    acknowledgedBy: "Ana Silva",
    sections: opened.sections.map((section) => ({
      ...section,
      lines: section.lines.map((line) => ({ ...line, isNew: false })),
    })),
    next: null,
  },
  escalated: {
    ...opened,
    revision: 2,
    occasion: "escalated",
    escalatedFrom: "Sales leads",
    unansweredMinutes: 42,
    next: null,
  },
  "passed-on": { ...opened, revision: 2, occasion: "escalated", unansweredMinutes: 0, next: null },
  changed: {
    ...opened,
    revision: 2,
    occasion: "changed",
    headline: "2 leads waiting for a first reply",
    sections: [{ ownerName: "Ana Silva", lines: [sampleLine({ isNew: false }), tom] }],
    open: 2,
    recovered: [nobody],
  },
  worsened: {
    ...opened,
    revision: 3,
    occasion: "worsened",
    sections: [{ ownerName: "Ana Silva", lines: [sampleLine()] }],
    open: 9,
    more: 8,
  },
  "handed-over": {
    ...opened,
    revision: 2,
    occasion: "handed-over",
    status: "resolved",
    sections: [],
    handedTo: "Jonas Weber",
    next: null,
  },
  recovered: {
    ...opened,
    revision: 4,
    occasion: "recovered",
    status: "resolved",
    headline: "0 leads waiting for a first reply",
    sections: [],
    open: 0,
    durationMinutes: 42,
    recovered: [sampleLine({ isNew: false }), tom],
    next: null,
  },
  closed: {
    ...opened,
    revision: 4,
    occasion: "recovered",
    status: "resolved",
    headline: "0 leads waiting for a first reply",
    sections: [],
    open: 0,
    durationMinutes: 42,
    recovered: [sampleLine({ isNew: false, ending: "unwatched" }), { ...tom, ending: "unwatched" }],
    endings: [
      { ending: "seen-healthy", count: 1 },
      { ending: "unwatched", count: 2 },
    ],
    next: null,
  },
} satisfies Record<string, AlertMessage>;
