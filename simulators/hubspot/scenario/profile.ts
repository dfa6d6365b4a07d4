import type { OwnerIdentity } from "../model/owner.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Hours } from "./working-hours.ts";

export interface Form {
  readonly name: string;
  readonly pageTitle: string;
  readonly path: string;
  /** How often it is filled in, compared with the others. */
  readonly weight: number;
  /** Whether whoever fills it in wants to be called; a newsletter's reader does not. */
  readonly raisesHand: boolean;
}

/** Where visitors come from. Without a medium there are no UTM values in the address. */
export interface TrafficChannel {
  readonly source: string;
  readonly medium: string | null;
  readonly referrer?: string;
  readonly weight: number;
}

export interface CampaignPlan {
  readonly name: string;
  /** `utm_campaign`. */
  readonly utm: string;
  /** The `utm_source` that it pays for. */
  readonly source: string;
  /** Days before the end of the story. Negative: after it. */
  readonly startsDaysBefore: number;
  readonly lastsDays: number;
}

/** A client company whose portal the scenario lives through. */
export interface Profile {
  readonly name: string;
  readonly website: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly uiDomain: string;
  readonly hours: Hours;
  readonly pipeline: Pipeline;
  /** The last of them leaves during the story. */
  readonly owners: readonly Omit<OwnerIdentity, "id">[];
  readonly people: People;
  readonly forms: readonly Form[];
  readonly channels: readonly TrafficChannel[];
  readonly campaigns: readonly CampaignPlan[];
  readonly dealSubjects: readonly string[];
  readonly dealSize: readonly [low: number, high: number];
  /** Contacts from before the story. */
  readonly baseContacts: number;
  readonly baseDeals: number;
  readonly openDealsAtStart: number;
  /** Forms filled in on a workday, and on a day off. */
  readonly formsPerDay: readonly [workday: number, dayOff: number];
  /** How well the portal is kept: which defects are planted in it. */
  readonly neglect: Neglect;
}

export interface People {
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly companies: readonly string[];
  readonly companyKinds: readonly string[];
  readonly jobs: readonly string[];
  readonly cities: readonly string[];
  readonly country: string;
}

/** The defects of a portal. Days are counted back from the end of the story; `null` as the second: still open. */
export interface Neglect {
  readonly overdueDeals: readonly Span[];
  readonly dealsWithoutNextActivity: readonly Span[];
  readonly staleLeads: readonly Span[];
  readonly untrackedCampaigns: readonly (Span & { readonly name: string; readonly missing: "utm" | "owner" })[];
  /** Days on which nobody was routed for some hours. */
  readonly routingOutages: readonly number[];
  /** A lead of each Friday afternoon, or of each Saturday night, waits too long. */
  readonly weekendLead: boolean;
  /** When the owner who left was deactivated, and when the records were handed over. */
  readonly ownerLeft: Span | null;
  /** Since when some ads spell a source in a second way. */
  readonly misspelledSource: {
    readonly daysBefore: number;
    readonly spelling: string;
    readonly channel: string;
    readonly contacts: number;
  } | null;
  /** Contacts that were brought in without a source, and when that was mended. */
  readonly sourceless: (Span & { readonly contacts: number }) | null;
}

export interface Span {
  readonly from: number;
  readonly until: number | null;
}
