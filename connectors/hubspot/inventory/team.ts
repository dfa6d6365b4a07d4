import { z } from "zod";
import { teamWords } from "../../../domain/inventory/team.ts";
import { get } from "../probe.ts";
import { Id, parseAnswer } from "../schema.ts";
import { teamsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";

const TeamList = z.object({
  results: z.array(z.object({ id: Id, name: z.string(), userIds: z.array(Id), secondaryUserIds: z.array(Id) })),
});

/** All teams with their members: one answer without pages. */
export const team: InventoryKind<"team"> = {
  words: teamWords,
  scopes: ["settings.users.teams.read"],
  probes: [get("teams", teamsPath)],
  async read(gateway) {
    const { results } = parseAnswer(TeamList, "GET teams", await gateway.request("GET", teamsPath));
    return results.map(({ id, name, userIds, secondaryUserIds }) => ({
      type: "team",
      id,
      name,
      memberIds: userIds.toSorted(),
      extraMemberIds: secondaryUserIds.toSorted(),
    }));
  },
};
