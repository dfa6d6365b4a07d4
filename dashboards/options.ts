import type { Hono } from "hono";
import type { ClientConfig, RevwatchConfig } from "../config/config.ts";
import type { BusinessTime } from "../domain/business-time.ts";
import type { ExclusionKind } from "../domain/findings/exclusion.ts";
import type { Links } from "../domain/links.ts";
import type { LeadAnswers } from "../domain/reporting/weekly-report.ts";
import type { AcknowledgementTarget, ReadAcknowledgement } from "../reports/alert/acknowledgement-token.ts";
import type { UnsubscribeTarget } from "../reports/email/unsubscribe-token.ts";
import type { Inbox } from "../operations/alerting/list-alerts.ts";
import type { InboxView } from "./parts/inbox-view.ts";
import type { HealthOptions } from "./health.ts";
import type { StoreReader } from "../storage/database.ts";

/** `uncovered`: findings that were added after what the person saw. */
export type AcknowledgementOutcome =
  | { readonly ok: true; readonly uncovered?: number }
  | { readonly ok: false; readonly reason: string };

export type ExclusionOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

interface ExclusionTarget {
  readonly clientId: string;
  readonly findingId: string;
  readonly by: string;
}

/** What one message displayed to one receiver. */
export interface DisplayedFindings {
  readonly clientId: string;
  readonly alertId: string;
  readonly revision: number | null;
  readonly receiver: string | null;
  readonly by: string;
  readonly via: "slack" | "dashboard";
}

/** Whether a receiver gets e-mails of a kind. */
export interface MailStop {
  readonly clientName: string;
  readonly address: string;
  readonly isStopped: boolean;
}

/** What a visitor can change. Everything else on the dashboard only reads. */
export interface DashboardOperations {
  /** `reason` of a refusal is shown to the person who clicked; `onStored` is called as soon as nothing can undo it. */
  acknowledgeAlert(
    input: AcknowledgementTarget & { readonly by: string; readonly via: "slack" | "dashboard" | "email" },
    onStored?: () => void,
  ): Promise<AcknowledgementOutcome>;
  excludeFinding(
    input: ExclusionTarget & {
      readonly kind: ExclusionKind;
      readonly reason: string;
      /** The dashboard when left out. */
      readonly via?: "slack" | "dashboard";
    },
  ): Promise<ExclusionOutcome>;
  takeBackExclusion(input: ExclusionTarget): Promise<ExclusionOutcome>;
  /** Keeps what was displayed quiet for one receiver for a while. */
  snoozeFindings(input: DisplayedFindings & { readonly for: string }): Promise<ExclusionOutcome>;
  /** Gives what was displayed to another receiver. */
  assignFindings(input: DisplayedFindings & { readonly to: string }): Promise<ExclusionOutcome>;
  /** Stops a kind of e-mail or starts it again; `ask` changes nothing. Null where nobody gets it any more. */
  setMailStop(input: UnsubscribeTarget & { readonly act: "stop" | "resume" | "ask" }): Promise<MailStop | null>;
}

/** What the pages say of a check; its own words, from its one file. */
export interface CheckWords {
  readonly title: string;
  readonly failureTitle: string;
  readonly why: string;
  readonly executive: string;
  /** Markdown: numbered steps. */
  readonly runbook: string;
}

/** Our app in Slack, as far as presses are judged by it. */
export interface SlackApp {
  readonly signingSecret: string;
  /** Asks Slack for the id of the workspace that our token speaks in, such as "T0123ABCD". */
  teamId(): Promise<string>;
  /** Opens a window for whoever pressed within the last three seconds. */
  readonly openWindow?: (triggerId: string, view: object) => Promise<void>;
}

/**
 * Pages of another part of the process, shown under a tab of their own. They call `context.render(main, { title })`.
 */
export interface Extension {
  readonly label: string;
  /** Where it is mounted, such as "/demo/slack". */
  readonly path: string;
  readonly app: Hono;
}

export interface DashboardOptions {
  readonly db: StoreReader;
  /** The config as it is now, asked for by each request. */
  readonly config: () => RevwatchConfig;
  readonly operations: DashboardOperations;
  readonly links: Pick<Links, "workflow" | "inTemporal">;
  /** The alerts of one client or all of them that are not resolved. */
  readonly listAlerts: (view: InboxView) => Promise<Inbox>;
  /** Whether Temporal still has a workflow. Never throws. */
  readonly findWorkflow: (workflowId: string, runId: string | undefined) => Promise<"there" | "gone" | "unknown">;
  readonly describeCheck: (checkId: string) => CheckWords | null;
  readonly businessTimeOf: (client: ClientConfig) => BusinessTime;
  /** How fast leads were answered in the running ISO week, measured as the weekly report does; null leaves it out. */
  readonly measureLeads: ((clientId: string) => Promise<LeadAnswers | null>) | null;
  /** Reads the signed value of a button or a link. */
  readonly readAcknowledgement: (value: string) => Promise<ReadAcknowledgement>;
  /** Reads the signed value of the link that stops e-mails; null for any other text. */
  readonly readUnsubscribe: (value: string) => Promise<UnsubscribeTarget | null>;
  /** How presses in Slack are known to be ours; null refuses every call to `/slack/actions`. Asked for each press. */
  readonly slackApp: () => SlackApp | null;
  /** What probers and Prometheus are told. */
  readonly health: HealthOptions;
  readonly extensions: readonly Extension[];
  /** Told of a fault of ours; the visitor sees a page without its details. */
  readonly onError: (error: unknown) => void;
  readonly now: () => Date;
}
