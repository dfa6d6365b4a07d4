import { z } from "zod";
import type { User } from "../../domain/inventory/inventory.ts";
import { everyPage, pageQuery } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { Id, pageOf, parseAnswer } from "./schema.ts";
import { usersPath } from "./versions.ts";

const UserPage = pageOf(
  z.object({
    id: Id,
    email: z.string(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    superAdmin: z.boolean().nullish(),
    roleIds: z.array(Id).nullish(),
    primaryTeamId: Id.nullish(),
    secondaryTeamIds: z.array(Id).nullish(),
    seatNames: z.array(z.string()).nullish(),
  }),
);
const RoleList = z.object({ results: z.array(z.object({ id: Id, name: z.string() })) });
const TeamList = z.object({
  results: z.array(
    z.object({
      id: Id,
      name: z.string(),
      userIds: z.array(Id),
      secondaryUserIds: z.array(Id),
    }),
  ),
});

/** A set of permissions that users share. */
export interface Role {
  readonly id: string;
  readonly name: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  /** Those for whom it is the first team, and those who belong to it besides. */
  readonly userIds: readonly string[];
}

export interface UserReads {
  /** Who can log in. Unlike the owners, the list forgets whoever was deactivated. */
  users(): Promise<readonly User[]>;
  roles(): Promise<readonly Role[]>;
  teams(): Promise<readonly Team[]>;
}

const pageSize = 100;

/** Straight through the gateway: the generated client knows nothing of seats. */
export function readUsers(gateway: Gateway): UserReads {
  return {
    async users() {
      const read = async (after: string | undefined) =>
        parseAnswer(UserPage, "GET users", await gateway.request("GET", usersPath, pageQuery(pageSize, after)));
      return (await everyPage("GET users", read)).map((user) => ({
        type: "user",
        id: user.id,
        name: [user.firstName, user.lastName].filter(Boolean).join(" ") || user.email,
        email: user.email.toLowerCase(),
        isSuperAdmin: user.superAdmin === true,
        roleIds: user.roleIds ?? [],
        teamIds: [...(user.primaryTeamId ? [user.primaryTeamId] : []), ...(user.secondaryTeamIds ?? [])],
        seats: user.seatNames ?? [],
      }));
    },

    roles: async () =>
      parseAnswer(RoleList, "GET roles", await gateway.request("GET", `${usersPath}/roles`)).results.map(
        ({ id, name }) => ({
          id,
          name,
        }),
      ),

    teams: async () =>
      parseAnswer(TeamList, "GET teams", await gateway.request("GET", `${usersPath}/teams`)).results.map(
        ({ id, name, userIds, secondaryUserIds }) => ({ id, name, userIds: [...userIds, ...secondaryUserIds] }),
      ),
  };
}
