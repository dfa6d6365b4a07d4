import type { Ending } from "../findings/ending.ts";
import type { Severity } from "../findings/severity.ts";
import type { ChannelId } from "./channels.ts";
import type { Topic } from "./topic.ts";

export type AlertStatus = "open" | "acknowledged" | "resolved";

/** One rung of the escalation ladder: these receivers are told at `dueAt` unless somebody has taken the alert. */
export interface LadderStep {
  readonly receivers: readonly string[];
  /** ISO 8601, UTC: computed once in business time and only waited for. */
  readonly dueAt: string;
}

/** One finding as it stands in a message. */
export interface AlertLine {
  readonly findingId: string;
  readonly checkId: string;
  readonly label: string;
  /** What is wrong, in one sentence. */
  readonly summary: string;
  readonly severity: Severity;
  /** The same without the name and without times, a few words: "no next step". Left out by older versions. */
  readonly brief?: string;
  /** What a stage of the pipeline has to say of it: "7 findings, 1 cause". Left out where none has. */
  readonly note?: string;
  /** ISO 8601: since when it fails in the client's world. */
  readonly since: string;
  /** The record in HubSpot; null where it has no page. */
  readonly url: string | null;
  readonly isNew: boolean;
  /** How it ended; left out while it is open, and by older versions. */
  readonly ending?: Ending;
  /** "closed by Ana: not a lead (a supplier)"; left out where no person closed it. */
  readonly closedBy?: string;
}

/** The lines of one owner. An alert without owners has one section with a null name. */
export interface AlertSection {
  readonly ownerName: string | null;
  readonly lines: readonly AlertLine[];
  /** All that are open of this owner, shown or not. Left out by older versions: as many as there are lines. */
  readonly open?: number;
  /** The owner's id in Slack; left out where it is not known. */
  readonly slackUser?: string;
}

/** What happened, which decides what the message says first. */
export type AlertOccasion =
  | "opened"
  | "worsened"
  | "changed"
  | "acknowledged"
  | "escalated"
  | "handed-over"
  /** Whoever took it is asked again, because that has run out. */
  | "reminder"
  | "recovered";

/** Why one message was sent to one receiver, by what that receiver last heard on that channel. */
export type DeliveryReason =
  | "first"
  | "new"
  | "worse"
  | "escalated"
  | "acknowledged"
  | "handed-over"
  | "some-resolved"
  | "all-resolved"
  | "reminder";

export interface InsteadOf {
  /** The name of whom it was meant for; null when it comes to the same person. */
  readonly receiver: string | null;
  readonly channel: ChannelId;
  /** ISO 8601: since when it waited. */
  readonly since: string;
  readonly reason: string;
}

/**
 * One message about one alert, for any channel. It holds everything that a renderer may say, so that the same facts
 * reach Slack, e-mail and the web. It changes on membership, severity or state, never because time passed.
 */
export interface AlertMessage {
  readonly clientId: string;
  readonly clientName: string;
  readonly alertId: string;
  readonly episode: number;
  readonly revision: number;
  readonly topic: Topic;
  readonly occasion: AlertOccasion;
  readonly status: AlertStatus;
  readonly severity: Severity;
  readonly timeZone: string;
  /** One line: "2 leads waiting, the longest since 09:12". */
  readonly headline: string;
  /** Why this receiver gets it now. Put in when it is sent. */
  readonly reason?: DeliveryReason;
  /** The worst lines of each section; `more` counts the ones left out. */
  readonly sections: readonly AlertSection[];
  readonly open: number;
  readonly more: number;
  readonly acknowledgedBy: string | null;
  /** For an escalation: whom it reached before, and how long nobody answered. */
  readonly escalatedFrom: string | null;
  readonly unansweredMinutes: number | null;
  /** For one that goes out another way: whose message it was, and why their channel did not take it. */
  readonly insteadOf?: InsteadOf;
  /** For one that was handed over: to whom it goes now. */
  readonly handedTo: string | null;
  /** For a recovery: how long the alert was open. */
  readonly durationMinutes: number | null;
  /** Lines that are over since the last message. */
  readonly recovered: readonly AlertLine[];
  /** For the end of an alert: how the findings that it told of ended. Left out by older versions. */
  readonly endings?: readonly { readonly ending: Ending; readonly count: number; readonly closedBy?: string }[];
  /** Who is told next and when (ISO 8601), while nobody has taken it. */
  readonly next: { readonly receivers: readonly string[]; readonly at: string } | null;
  /** The dashboard's page of this alert and the workflow in Temporal's own UI. */
  readonly dashboardUrl: string | null;
  readonly workflowUrl: string | null;
}
