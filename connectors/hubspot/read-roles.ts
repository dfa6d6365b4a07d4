import { z } from "zod";
import type { Gateway } from "./gateway.ts";
import { Id, parseAnswer } from "./schema.ts";
import { usersPath } from "./versions.ts";

const RoleList = z.object({ results: z.array(z.object({ id: Id, name: z.string() })) });

/** A set of permissions that users share. */
export interface Role {
  readonly id: string;
  readonly name: string;
}

export interface RoleReads {
  roles(): Promise<readonly Role[]>;
}

export function readRoles(gateway: Gateway): RoleReads {
  return {
    roles: async () =>
      parseAnswer(RoleList, "GET roles", await gateway.request("GET", `${usersPath}/roles`)).results.map(
        ({ id, name }) => ({ id, name }),
      ),
  };
}
