import type { Cadence } from "../checks/define-check.ts";
import type { AcknowledgementPolicy } from "../domain/alerting/acknowledgement-policy.ts";
import type { Places } from "../domain/alerting/channels.ts";
import type { FlapSettings } from "../domain/alerting/flap.ts";
import type { Matcher } from "../domain/alerting/matcher.ts";
import type { RouteRule } from "../domain/alerting/route.ts";
import type { WindowTimes } from "../domain/time/maintenance-window.ts";
import type { DeliverySettings } from "../domain/alerting/delivery-settings.ts";
import type { HandRules } from "../domain/leads/hand-rules.ts";
import type { Retention } from "../domain/retention.ts";
import type { Severity } from "../domain/findings/severity.ts";
import type { Topic } from "../domain/alerting/topic.ts";

/** A secret is named in config and read where it is used; its value never stands in a file, a log or an error. */
export type SecretReference = { readonly env: string } | { readonly file: string };

/** How a client's portal is opened: by a token, or by an OAuth app that was installed in it. */
export type PortalAuth =
  | { readonly token: SecretReference }
  | {
      readonly oauth: {
        readonly clientId: string;
        readonly clientSecret: SecretReference;
        readonly refreshToken: SecretReference;
      };
    };

export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** One span of work, in local times. One that closes no later than it opens ends on the next day. */
export interface OpeningHours {
  readonly day: Weekday;
  readonly opens: string;
  readonly closes: string;
}

/** The client's working hours in its own time zone, or `always` for a team that works around the clock. */
export type BusinessHours = "always" | readonly OpeningHours[];

/** The hours of a team in HubSpot that works at other times than the client's others. */
export interface TeamHours {
  /** Its name in HubSpot, or its id, as written. */
  readonly team: string;
  /** In which its hours are written; days are the client's all the same. */
  readonly timeZone: string;
  readonly businessHours: BusinessHours;
  readonly holidays: readonly string[];
}

/** How often a cadence runs: a fixed interval, or once a day at a local time of the client. */
export type CadenceTiming = { readonly everySeconds: number } | { readonly dailyAt: string };

/**
 * Who is told, and where on each channel; at least one is set. In Slack: a channel id ("C0123ABCD"), a channel name
 * ("#sales") or a person's id ("U0123ABCD"). Of Teams and webhooks: the name of a target, which holds address and keys.
 */
export interface Receiver extends Places {
  readonly id: string;
  readonly name: string;
  /** The person's id in Slack, by which a message mentions them; left out where nobody is to be mentioned. */
  readonly slackUser?: string | null;
  /** Which owner in HubSpot this is, by id or e-mail address; null or left out: the owner of the same address. */
  readonly hubspotOwner?: string | null;
}

/** A planned time in which nobody is told. */
export interface MaintenanceWindow {
  readonly name: string;
  readonly scope: Matcher;
  readonly times: WindowTimes;
  readonly timeZone: string;
}

/** Who is away on which local days, both included, and who hears what would have gone there. */
export interface AbsenceDays {
  readonly receiver: string;
  readonly backup: string;
  readonly from: string;
  readonly until: string;
}

/** What the stages of the alert pipeline take from the config. */
export interface AlertingConfig {
  readonly routeRules: readonly RouteRule[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly absences: readonly AbsenceDays[];
  /** By check id; checks that are told at once are left out. */
  readonly flap: Readonly<Record<string, FlapSettings>>;
}

/** Where nothing is set: every topic has its receiver, and everything is told at once. */
export const plainAlerting: AlertingConfig = { routeRules: [], maintenance: [], absences: [], flap: {} };

/** After this many business minutes without an acknowledgement, these receivers are told too. */
export interface EscalationStep {
  readonly afterSeconds: number;
  readonly notify: readonly string[];
}

/** A check switched on for one client, with its effective settings. */
export interface Monitor {
  readonly checkId: string;
  readonly cadence: Cadence;
  readonly severity: Severity;
  /** Parsed by the check's own schema. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Where each setting comes from. */
  readonly origins: Readonly<Record<string, Origin>>;
  /** What farther levels say of the same settings, and does not hold; left out where nothing is overridden. */
  readonly overridden?: readonly Overridden[];
  /** Levels whose word on this check cannot be changed below; left out where there is none. */
  readonly enforcedBy?: readonly Origin[];
  /** What holds in single pipelines and stages, the nearest first; left out where it is the same everywhere. */
  readonly scopes?: readonly Scope[];
}

/** The level at which a setting is named. */
export type Origin = "default" | "fleet" | "plan" | "client";

export interface Overridden {
  readonly setting: string;
  readonly level: Origin;
  readonly value: unknown;
}

/** The settings of a check in one pipeline, or in one stage of it. */
export interface Scope {
  /** Its name, as written. */
  readonly pipeline: string;
  /** Its name, or its id in HubSpot; null: all of its stages. */
  readonly stage: string | null;
  readonly enabled: boolean;
  /** Null: that of the check. */
  readonly severity: Severity | null;
  /** All of them, parsed by the check's own schema. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Those that are named for this scope. */
  readonly says: readonly string[];
}

export interface ClientConfig {
  /** The slug that is the file's name. */
  readonly clientId: string;
  readonly name: string;
  /** HubSpot's hub id, digits only; every run asserts it before anything else. */
  readonly portalId: string;
  readonly auth: PortalAuth;
  readonly timeZone: string;
  readonly businessHours: BusinessHours;
  /** Local days on which nobody works, such as "2026-12-25". */
  readonly holidays: readonly string[];
  /** Teams with hours of their own: what waits for an owner of one counts in these. Left out: none. */
  readonly teamHours?: readonly TeamHours[];
  readonly receivers: readonly Receiver[];
  /** Which receiver hears of a topic. Every topic has one. */
  readonly routes: Readonly<Record<Topic, string>>;
  readonly alerting: AlertingConfig;
  /** In order; deadlines run in business time from the opening of the alert. May be empty. */
  readonly escalation: readonly EscalationStep[];
  /** How long an acknowledgement holds, by severity. */
  readonly acknowledgements: AcknowledgementPolicy;
  readonly report: { readonly day: Weekday; readonly at: string; readonly recipients: readonly string[] };
  readonly cadences: Readonly<Record<Cadence, CadenceTiming>>;
  /** Which forms and sources ask to be contacted. */
  readonly hands: HandRules;
  readonly monitors: readonly Monitor[];
  /** For how many days a check that the client has not met is observed before it alerts; null: until a person says so. */
  readonly observeDays: number | null;
}

export interface RevwatchConfig {
  /** The folder of `revwatch.yaml`. Relative paths in it start here. */
  readonly directory: string;
  readonly stateDirectory: string;
  /** PostgreSQL; null for the embedded database. `DATABASE_URL` comes first. */
  readonly databaseUrl: SecretReference | null;
  readonly temporal: {
    /** Null: an own development server, unless the environment names one. */
    readonly address: string | null;
    readonly namespace: string;
    /** Where people open workflows; null: none, or the development server's own. */
    readonly uiAddress: string | null;
  };
  readonly dashboard: {
    readonly host: string;
    /** Null: the first free port from 4400 on. */
    readonly port: number | null;
    /** How people and Slack reach it from outside; null: the address it listens on. */
    readonly publicAddress: string | null;
    /** A proxy stands before it, whose forwarded headers are believed. */
    readonly behindProxy: boolean;
  };
  readonly hubspot: {
    readonly address: string;
    /** The share of every portal's API limits that is left to the client's other tools. */
    readonly headroomPercent: number;
    /** The share of every portal's daily requests that reading what checks need only lately may take. */
    readonly backgroundPercent: number;
  };
  readonly slack: {
    readonly address: string;
    readonly token: SecretReference;
    readonly signingSecret: SecretReference;
    /** For Socket Mode, where Slack cannot reach the dashboard; null: Slack posts to it. */
    readonly appToken?: SecretReference | null;
  } | null;
  readonly email: {
    readonly host: string;
    readonly port: number;
    readonly security: "tls" | "starttls" | "none";
    readonly user: string | null;
    readonly password: SecretReference | null;
    readonly from: string;
    /** Where answers go; null: to `from`. */
    readonly replyTo?: string | null;
  } | null;
  readonly teams?: TeamsConfig | null;
  readonly webhook?: WebhookConfig | null;
  readonly deliveries: DeliverySettings;
  readonly watch: WatchConfig;
  /** With a token `/metrics` needs it; with null it is for this machine alone. */
  readonly metrics: { readonly token: SecretReference | null };
  /** Where `revwatch worker` answers probers: the first free port of ten from this one on; null: nowhere. */
  readonly health: { readonly host: string; readonly port: number } | null;
  /** In days. */
  readonly retention: Retention;
  readonly clients: readonly ClientConfig[];
}

/** Teams workflows by name. */
export interface TeamsConfig {
  /** Whether they may lie within the own network. */
  readonly allowPrivate: boolean;
  readonly targets: Readonly<Record<string, { readonly address: SecretReference }>>;
}

/** Webhooks by name. */
export interface WebhookConfig {
  readonly allowPrivate: boolean;
  readonly targets: Readonly<
    Record<
      string,
      {
        readonly address: SecretReference;
        readonly key: SecretReference;
        /** Signs as well, while the two sides change over from one key to another. */
        readonly otherKey: SecretReference | null;
      }
    >
  >;
}

/** The watch over Revwatch itself. */
export interface WatchConfig {
  /** Who hears when audits stop; null: who hears of the topic `access`. */
  readonly notify: readonly Receiver[] | null;
  /** The address that is asked while everything happens that must; null: none. */
  readonly heartbeat: SecretReference | null;
  /** Whether that address may lie within the own network. */
  readonly heartbeatAllowPrivate: boolean;
  readonly heartbeatEverySeconds: number;
  readonly everySeconds: number;
  readonly tellAfterSeconds: number;
  readonly outboxAfterSeconds: number;
}
