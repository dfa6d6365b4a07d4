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

export type ConfigurationItem =
  | Owner
  | Campaign
  | Pipeline
  | Pipeline<"lead-pipeline">
  | Property<"contact-property">
  | Property<"company-property">
  | Property<"deal-property">
  | Property<"lead-property">;
export type ItemType = ConfigurationItem["type"];
export type ItemOf<Type extends ItemType> = Extract<ConfigurationItem, { type: Type }>;
export type Inventory = { readonly [Type in ItemType]?: readonly ItemOf<Type>[] };
