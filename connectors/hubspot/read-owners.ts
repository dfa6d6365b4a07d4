import { createConfiguration, OwnersApi } from "@hubspot/api-client/lib/codegen/crm/owners/index.js";
import { z } from "zod";
import type { Owner } from "../../domain/inventory/inventory.ts";
import { everyPage } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Id, Instant, pageOf, parseAnswer } from "./schema.ts";

const OwnerPage = pageOf(
  z.object({
    id: Id,
    email: z.string().nullish(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    archived: z.boolean(),
    updatedAt: Instant,
  }),
);

export interface OwnerReads {
  /** All owners, the deactivated ones too. */
  owners(): Promise<readonly Owner[]>;
}

const pageSize = 100;

export function readOwners(gateway: Gateway): OwnerReads {
  const api = new OwnersApi(createConfiguration(through(gateway)));
  const read = (isArchived: boolean) => {
    const asked = isArchived ? "GET archived owners" : "GET owners";
    return everyPage(asked, async (after) =>
      parseAnswer(OwnerPage, asked, await generated(asked, api.getPage(undefined, after, pageSize, isArchived))),
    );
  };
  return {
    async owners() {
      const owners = [...(await read(false)), ...(await read(true))];
      return owners.map((owner) => ({
        type: "owner",
        id: owner.id,
        name: [owner.firstName, owner.lastName].filter(Boolean).join(" ") || owner.email || `Owner ${owner.id}`,
        isActive: !owner.archived,
        deactivatedAt: owner.archived ? owner.updatedAt : null,
      }));
    },
  };
}
