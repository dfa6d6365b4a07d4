import { createConfiguration, OwnersApi } from "@hubspot/api-client/lib/codegen/crm/owners/index.js";
import { z } from "zod";
import { ownerWords, type Owner } from "../../../domain/inventory/owner.ts";
import { everyPage } from "../every-page.ts";
import { generated, through } from "../generated.ts";
import { get, one } from "../probe.ts";
import { Id, Instant, pageOf, parseAnswer } from "../schema.ts";
import { ownersPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";

const OwnerAnswer = z.object({
  id: Id,
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  userId: Id.nullish(),
  teams: z.array(z.object({ id: Id, name: z.string().nullish(), primary: z.boolean().nullish() })).nullish(),
  archived: z.boolean(),
  updatedAt: Instant,
});
const OwnerPage = pageOf(OwnerAnswer);

const pageSize = 100;

/** All owners, the deactivated ones too. */
export const owner: InventoryKind<"owner"> = {
  words: ownerWords,
  scopes: ["crm.objects.owners.read"],
  probes: [get("owners", ownersPath, one)],
  isNeverEmpty: true,
  async read(gateway) {
    const api = new OwnersApi(createConfiguration(through(gateway)));
    const read = (isArchived: boolean) => {
      const asked = isArchived ? "GET archived owners" : "GET owners";
      return everyPage(asked, async (after) =>
        parseAnswer(OwnerPage, asked, await generated(asked, api.getPage(undefined, after, pageSize, isArchived))),
      );
    };
    return [...(await read(false)), ...(await read(true))].map(asOwner);
  },
  async readOne(gateway, id) {
    for (const archived of ["false", "true"]) {
      const answer = await oneOrNothing(gateway, `${ownersPath}/${encodeURIComponent(id)}`, { archived });
      if (answer !== null) return asOwner(parseAnswer(OwnerAnswer, "GET an owner", answer));
    }
    return null;
  },
};

function asOwner(answer: z.output<typeof OwnerAnswer>): Owner {
  const teams = [...(answer.teams ?? [])].sort((a, b) => Number(b.primary === true) - Number(a.primary === true));
  return {
    type: "owner",
    id: answer.id,
    name: [answer.firstName, answer.lastName].filter(Boolean).join(" ") || answer.email || `Owner ${answer.id}`,
    email: answer.email?.toLowerCase() || null,
    userId: answer.userId ?? null,
    teamIds: teams.map(({ id }) => id),
    teamNames: teams.map(({ id, name }) => name ?? id),
    isActive: !answer.archived,
    deactivatedAt: answer.archived ? answer.updatedAt : null,
  };
}
