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
}

export interface Pipeline {
  readonly type: "pipeline";
  readonly id: string;
  readonly name: string;
  readonly stages: readonly PipelineStage[];
}

export type ConfigurationItem = Owner | Campaign | Pipeline;
export type ItemType = ConfigurationItem["type"];
export type ItemOf<Type extends ItemType> = Extract<ConfigurationItem, { type: Type }>;
export type Inventory = { readonly [Type in ItemType]?: readonly ItemOf<Type>[] };
