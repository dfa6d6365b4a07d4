import type { ItemOf, ItemType } from "../../../domain/inventory/inventory.ts";
import type { Gateway } from "../gateway.ts";
import { campaign } from "./campaign.ts";
import { campaignResult } from "./campaign-result.ts";
import type { InventoryKind, PastFigure, Span } from "./descriptor.ts";
import { formActivity } from "./form-activity.ts";
import { form } from "./form.ts";
import { list } from "./list.ts";
import { marketingEmail } from "./marketing-email.ts";
import { owner } from "./owner.ts";
import { pipelineInventories } from "./pipeline.ts";
import { leadPipelinePermissions, pipelinePermissions } from "./pipeline-permissions.ts";
import { leadPipelineRules, pipelineRules } from "./pipeline-rules.ts";
import { companyValidation, contactValidation, dealValidation, leadValidation } from "./property-validation.ts";
import { companyProperty, contactProperty, dealProperty, leadProperty } from "./property.ts";
import { leadStage, stage } from "./stage.ts";
import { team } from "./team.ts";
import { user } from "./user.ts";
import { workflow } from "./workflow.ts";

/** Every kind of inventory that can be read. A kind without a line here does not compile. */
export const inventoryKinds: { readonly [Kind in ItemType]: InventoryKind<Kind> } = {
  owner,
  user,
  team,
  ...pipelineInventories,
  stage,
  "lead-stage": leadStage,
  "pipeline-rules": pipelineRules,
  "lead-pipeline-rules": leadPipelineRules,
  "pipeline-permissions": pipelinePermissions,
  "lead-pipeline-permissions": leadPipelinePermissions,
  campaign,
  "campaign-result": campaignResult,
  workflow,
  form,
  "form-activity": formActivity,
  list,
  "marketing-email": marketingEmail,
  "contact-property": contactProperty,
  "company-property": companyProperty,
  "deal-property": dealProperty,
  "lead-property": leadProperty,
  "contact-validation": contactValidation,
  "company-validation": companyValidation,
  "deal-validation": dealValidation,
  "lead-validation": leadValidation,
};

export interface InventoryReads {
  /** The whole of one kind. */
  inventory<Kind extends ItemType>(kind: Kind): Promise<readonly ItemOf<Kind>[]>;
  /**
   * One item by its id; null when it is gone, undefined where HubSpot answers no such question about the kind.
   */
  inventoryItem<Kind extends ItemType>(kind: Kind, id: string): Promise<ItemOf<Kind> | null | undefined>;
  /** The past of an item's figure, such as the sizes of a list; null where the kind has none that can be asked for. */
  pastFigures(kind: ItemType, id: string, span: Span): Promise<readonly PastFigure[] | null>;
}

export function readInventories(gateway: Gateway): InventoryReads {
  return {
    inventory: async <Kind extends ItemType>(kind: Kind) => (inventoryKinds[kind] as InventoryKind<Kind>).read(gateway),
    inventoryItem: async <Kind extends ItemType>(kind: Kind, id: string) =>
      (inventoryKinds[kind] as InventoryKind<Kind>).readOne?.(gateway, id),
    pastFigures: async (kind, id, span) => (await inventoryKinds[kind].past?.(gateway, id, span)) ?? null,
  };
}
