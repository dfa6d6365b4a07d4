/** What a portal is set up with, as the checks see it. An inventory is the whole of one kind at one instant. */

export interface Owner {
  readonly type: "owner";
  readonly id: string;
  readonly name: string;
  /** False for a deactivated HubSpot user, who can still own records. */
  readonly isActive: boolean;
  readonly deactivatedAt: Date | null;
}

export interface Campaign {
  readonly type: "campaign";
  readonly id: string;
  readonly name: string;
  readonly startAt: Date | null;
  readonly endAt: Date | null;
  readonly utm: string | null;
  readonly ownerId: string | null;
}

export interface PipelineStage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly isClosed: boolean;
  /** 0 to 1: how likely a deal of this stage is won. Null where HubSpot keeps none. */
  readonly probability: number | null;
}

/** The pipelines of deals, and those of leads, are read apart: a portal can have the one and not the other. */
export const pipelineKinds = ["pipeline", "lead-pipeline"] as const;
export type PipelineKind = (typeof pipelineKinds)[number];

export interface Pipeline<Kind extends PipelineKind = "pipeline"> {
  readonly type: Kind;
  readonly id: string;
  readonly name: string;
  readonly stages: readonly PipelineStage[];
}

/** The definitions of properties, for each record type apart, since each has a scope of its own. */
export const propertyKinds = ["contact-property", "company-property", "deal-property", "lead-property"] as const;
export type PropertyKind = (typeof propertyKinds)[number];

export interface PropertyOption {
  readonly value: string;
  readonly label: string;
  readonly isHidden: boolean;
}

export interface Property<Kind extends PropertyKind = PropertyKind> {
  readonly type: Kind;
  /** Its internal name, such as "lifecyclestage", by which records, forms and workflows speak of it. */
  readonly id: string;
  /** The label that people see. */
  readonly name: string;
  /** HubSpot's word, such as "enumeration". */
  readonly dataType: string;
  /** How it is filled in, such as "select". */
  readonly fieldType: string;
  /** Empty for a property that lists owners. */
  readonly options: readonly PropertyOption[];
  readonly isCalculated: boolean;
  readonly formula: string | null;
  readonly isHubSpotDefined: boolean;
  readonly isArchived: boolean;
}

/** Something else of the portal that a workflow names. */
export interface WorkflowReference {
  /** "enrolls" decides who comes in, "reads" stands in a branch or an action, "sets" is written to. */
  readonly use: "enrolls" | "reads" | "sets";
  readonly to: "property" | "list" | "form" | "user" | "team" | "workflow" | "marketing-email";
  readonly id: string;
  /** Of a property: the options that it is compared with, or the values that it is set to. */
  readonly values: readonly string[];
}

export interface Workflow {
  readonly type: "workflow";
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** HubSpot's number of the record type that it works on, such as "0-1" for contacts. */
  readonly objectTypeId: string;
  /** Another one for each saved edit. */
  readonly revisionId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly actionCount: number;
  /** Whether a record can come in again. */
  readonly reEnrolls: boolean;
  readonly references: readonly WorkflowReference[];
}

export interface Form {
  readonly type: "form";
  readonly id: string;
  readonly name: string;
  /** "hubspot" for one that was made there, "captured" for one that was found on a foreign page. */
  readonly formType: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The properties that it asks for, sorted. */
  readonly properties: readonly string[];
  /** The users who get an e-mail for each submission. */
  readonly notifiedUserIds: readonly string[];
  readonly notifiesOwner: boolean;
  /** What it sets the lifecycle stage to, for each record type. */
  readonly lifecycleStages: readonly { readonly objectTypeId: string; readonly value: string }[];
  readonly asksForConsent: boolean;
  readonly hasCaptcha: boolean;
}

/** A list of records, in HubSpot called segment or list. */
export interface RecordList {
  readonly type: "list";
  readonly id: string;
  readonly name: string;
  readonly objectTypeId: string;
  /** "MANUAL", "SNAPSHOT" or "DYNAMIC". */
  readonly processingType: string;
  /** "COMPLETE" when HubSpot is done with it. */
  readonly processingStatus: string;
  /** Null while HubSpot counts. */
  readonly size: number | null;
  readonly filtersUpdatedAt: Date | null;
}

/** Somebody who can log in. */
export interface User {
  readonly type: "user";
  readonly id: string;
  readonly name: string;
  /** The name to log in with, lower case: findings about access show it. */
  readonly email: string;
  readonly isSuperAdmin: boolean;
  readonly roleIds: readonly string[];
  /** The first team first. */
  readonly teamIds: readonly string[];
  /** The paid seats, such as "Sales Hub Professional". */
  readonly seats: readonly string[];
}

export interface MarketingEmail {
  readonly type: "marketing-email";
  readonly id: string;
  readonly name: string;
  readonly emailType: string | null;
  readonly state: string | null;
  readonly isPublished: boolean;
  readonly publishedAt: Date | null;
  readonly campaignId: string | null;
  /** How many people; null where HubSpot never counted. */
  readonly sent: number | null;
  readonly delivered: number | null;
  readonly hardBounced: number | null;
  readonly unsubscribed: number | null;
  readonly reportedAsSpam: number | null;
}

export type ConfigurationItem =
  | Owner
  | Campaign
  | Workflow
  | Form
  | RecordList
  | User
  | MarketingEmail
  | Pipeline
  | Pipeline<"lead-pipeline">
  | Property<"contact-property">
  | Property<"company-property">
  | Property<"deal-property">
  | Property<"lead-property">;
export type ItemType = ConfigurationItem["type"];
export type ItemOf<Type extends ItemType> = Extract<ConfigurationItem, { type: Type }>;
export type Inventory = { readonly [Type in ItemType]?: readonly ItemOf<Type>[] };
