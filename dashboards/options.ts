import type { Hono } from "hono";
import type { ClientConfig, RevwatchConfig } from "../config/config.ts";
import type { BusinessTime } from "../domain/business-time.ts";
import type { ExclusionKind } from "../domain/findings/exclusion.ts";
import type { Links } from "../domain/links.ts";
import type { LeadAnswers } from "../domain/reporting/weekly-report.ts";
import type { AcknowledgementTarget, ReadAcknowledgement } from "../reports/alert/acknowledgement-token.ts";
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

/** What a visitor can change. Everything else on the dashboard only reads. */
export interface DashboardOperations {
  /** `reason` of a refusal is shown to the person who clicked; `onStored` is called as soon as nothing can undo it. */
  acknowledgeAlert(
    input: AcknowledgementTarget & { readonly by: string; readonly via: "slack" | "dashboard" | "email" },
    onStored?: () => void,
  ): Promise<AcknowledgementOutcome>;
  excludeFinding(
    input: ExclusionTarget & { readonly kind: ExclusionKind; readonly reason: string },
  ): Promise<ExclusionOutcome>;
  takeBackExclusion(input: ExclusionTarget): Promise<ExclusionOutcome>;
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
  /** Whether Temporal still has a workflow. Never throws. */
  readonly findWorkflow: (workflowId: string, runId: string | undefined) => Promise<"there" | "gone" | "unknown">;
  readonly describeCheck: (checkId: string) => CheckWords | null;
  readonly businessTimeOf: (client: ClientConfig) => BusinessTime;
  /** How fast leads were answered in the running ISO week, measured as the weekly report does; null leaves it out. */
  readonly measureLeads: ((clientId: string) => Promise<LeadAnswers | null>) | null;
  /** Reads the signed value of a button or a link. */
  readonly readAcknowledgement: (value: string) => Promise<ReadAcknowledgement>;
  /** How presses in Slack are known to be ours; null refuses every call to `/slack/actions`. Asked for each press. */
  readonly slackApp: () => SlackApp | null;
  /** What probers and Prometheus are told. */
  readonly health: HealthOptions;
  readonly extensions: readonly Extension[];
  /** Told of a fault of ours; the visitor sees a page without its details. */
  readonly onError: (error: unknown) => void;
  readonly now: () => Date;
}
