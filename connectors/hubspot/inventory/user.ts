import { z } from "zod";
import { userWords, type User } from "../../../domain/inventory/user.ts";
import { everyPage, pageQuery } from "../every-page.ts";
import { get, one } from "../probe.ts";
import { Id, pageOf, parseAnswer } from "../schema.ts";
import { usersPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";

const UserAnswer = z.object({
  id: Id,
  email: z.string(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  superAdmin: z.boolean().nullish(),
  roleIds: z.array(Id).nullish(),
  primaryTeamId: Id.nullish(),
  secondaryTeamIds: z.array(Id).nullish(),
  seatNames: z.array(z.string()).nullish(),
});
const UserPage = pageOf(UserAnswer);

const pageSize = 100;

/**
 * Who can log in. Unlike the owners, the list forgets whoever was deactivated. Straight through the gateway: the
 * generated client knows nothing of seats.
 */
export const user: InventoryKind<"user"> = {
  words: userWords,
  scopes: ["settings.users.read"],
  probes: [get("users", usersPath, one)],
  isNeverEmpty: true,
  async read(gateway) {
    const page = async (after: string | undefined) =>
      parseAnswer(UserPage, "GET users", await gateway.request("GET", usersPath, pageQuery(pageSize, after)));
    return (await everyPage("GET users", page)).map(asUser);
  },
  async readOne(gateway, id) {
    const answer = await oneOrNothing(gateway, `${usersPath}/${encodeURIComponent(id)}`);
    return answer === null ? null : asUser(parseAnswer(UserAnswer, "GET a user", answer));
  },
};

function asUser(answer: z.output<typeof UserAnswer>): User {
  return {
    type: "user",
    id: answer.id,
    name: [answer.firstName, answer.lastName].filter(Boolean).join(" ") || answer.email,
    email: answer.email.toLowerCase(),
    isSuperAdmin: answer.superAdmin === true,
    roleIds: answer.roleIds ?? [],
    teamIds: [...(answer.primaryTeamId ? [answer.primaryTeamId] : []), ...(answer.secondaryTeamIds ?? [])],
    seats: answer.seatNames ?? [],
  };
}
