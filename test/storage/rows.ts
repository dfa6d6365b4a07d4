import type { AlertState } from "../../domain/alerting/decide-alert.ts";
import type { AlertMessage } from "../../domain/alerting/alert.ts";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import type { Delivery } from "../../storage/outbox.ts";
import type { FindingEventInsert, FindingInsert } from "../../storage/findings.ts";

export const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 10, minute));

/** A finding as a run at `judgedAt` writes it. */
export function findingRow(
  clientId: string,
  findingId: string,
  judgedAt: Date,
  own: Partial<FindingInsert> = {},
): FindingInsert {
  return {
    client_id: clientId,
    finding_id: findingId,
    check_id: "lead-unanswered",
    topic: "waiting-leads",
    subject_type: "contact",
    subject_id: "1",
    subject_label: "Ana Ruiz",
    subject_url: null,
    owner_id: null,
    owner_name: null,
    severity: "high",
    status: "open",
    verdict: "fail",
    verdict_reason: null,
    summary: "Ana Ruiz waits.",
    evidence: "{}",
    since: at(0),
    opened_at: at(0),
    first_seen_at: at(0),
    last_seen_at: judgedAt,
    last_judged_at: judgedAt,
    resolved_at: null,
    resolved_because: null,
    ending: null,
    rule_key: null,
    episode: 1,
    event_no: 1,
    baseline: false,
    ...own,
  };
}

export function eventRow(
  clientId: string,
  findingId: string,
  eventNo: number,
  own: Partial<FindingEventInsert> = {},
): FindingEventInsert {
  return {
    client_id: clientId,
    finding_id: findingId,
    event_no: eventNo,
    kind: "opened",
    at: at(0),
    run_id: "fast-1",
    mode: "live",
    severity: "high",
    since: at(0),
    summary: "Ana Ruiz waits.",
    evidence: "{}",
    episode: 1,
    alert_id: null,
    decision: null,
    because: null,
    ending: own.kind === "resolved" ? "seen-healthy" : null,
    ...own,
  };
}

export function alertState(own: Partial<AlertState> = {}): AlertState {
  return {
    episode: 1,
    status: "open",
    revision: 1,
    severity: "high",
    openedAt: at(0),
    acknowledgedBy: null,
    acknowledgedAt: null,
    covered: [],
    told: ["f1"],
    steps: [{ receivers: ["head"], dueAt: at(60).toISOString() }],
    nextStep: 0,
    resolvedAt: null,
    ...own,
  };
}

export function alertMessage(clientId: string, own: Partial<AlertMessage> = {}): AlertMessage {
  return {
    clientId,
    clientName: "Northwind",
    alertId: "sales.waiting-leads",
    episode: 1,
    revision: 1,
    topic: "waiting-leads",
    occasion: "opened",
    status: "open",
    severity: "high",
    timeZone: "UTC",
    headline: "1 lead waits for a first answer",
    sections: [],
    open: 1,
    more: 0,
    acknowledgedBy: null,
    escalatedFrom: null,
    unansweredMinutes: null,
    handedTo: null,
    durationMinutes: null,
    recovered: [],
    next: null,
    dashboardUrl: null,
    workflowUrl: null,
    ...own,
  };
}

type Said = { readonly act: Delivery["act"]; readonly revision: number; readonly isOver?: boolean };

/** One delivery of the alert `sales.waiting-leads`. */
export function delivery(
  clientId: string,
  { act, revision, isOver = false }: Said,
  own: Partial<Delivery> = {},
): Delivery {
  const channel = act === "mail" ? "email" : "slack";
  return {
    clientId,
    alertId: "sales.waiting-leads",
    episode: 1,
    revision,
    channel,
    act,
    receiver: "sales",
    address: channel === "email" ? { email: "sales@northwind.example" } : { slack: "#sales" },
    message: { kind: "alert", alert: alertMessage(clientId, { revision, status: isOver ? "resolved" : "open" }) },
    because: "it is new",
    ...own,
  };
}

/** An alarm as a ring first sees it. */
export function alarmRecord(clientId: string, more: Partial<AlarmRecord> = {}): AlarmRecord {
  return {
    clientId,
    kind: "audits-late",
    subject: "fast",
    episode: 1,
    state: "seen",
    since: at(0),
    seenAt: at(1),
    goneAt: null,
    toldAt: null,
    endedAt: null,
    holder: null,
    leaseUntil: null,
    attempts: 0,
    flaps: 0,
    what: "Audits stopped.",
    why: null,
    wayOut: "Run it.",
    over: "It runs again.",
    deliveries: [],
    version: 0,
    ...more,
  };
}
