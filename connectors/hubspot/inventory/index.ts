import type { ItemOf, ItemType } from "../../../domain/inventory/inventory.ts";
import type { Gateway } from "../gateway.ts";
import { campaign } from "./campaign.ts";
import type { InventoryKind } from "./descriptor.ts";
import { form } from "./form.ts";
import { list } from "./list.ts";
import { marketingEmail } from "./marketing-email.ts";
import { owner } from "./owner.ts";
import { leadPipeline, pipeline } from "./pipeline.ts";
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
  pipeline,
  "lead-pipeline": leadPipeline,
  stage,
  "lead-stage": leadStage,
  campaign,
  workflow,
  form,
  list,
  "marketing-email": marketingEmail,
  "contact-property": contactProperty,
  "company-property": companyProperty,
  "deal-property": dealProperty,
  "lead-property": leadProperty,
};

export interface InventoryReads {
  /** The whole of one kind. */
  inventory<Kind extends ItemType>(kind: Kind): Promise<readonly ItemOf<Kind>[]>;
}

export function readInventories(gateway: Gateway): InventoryReads {
  return {
    inventory: async <Kind extends ItemType>(kind: Kind) => (inventoryKinds[kind] as InventoryKind<Kind>).read(gateway),
  };
}
