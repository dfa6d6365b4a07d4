import { flag, names, references, renamed, text } from "./tell.ts";
import { defineWords } from "./words.ts";

/** Somebody who can log in. */
export interface User {
  readonly type: "user";
  readonly id: string;
  readonly name: string;
  /** The name to log in with, lower case: findings about access show it. */
  readonly email: string;
  readonly isSuperAdmin: boolean;
  readonly roleIds: readonly string[];
  /** The first team first. */
  readonly teamIds: readonly string[];
  /** The paid seats, such as "Sales Hub Professional". */
  readonly seats: readonly string[];
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    user: User;
  }
}

export const userWords = defineWords<User>({
  kind: "user",
  noun: "user",
  fields: {
    isSuperAdmin: flag("Made a super admin", "No longer a super admin"),
    name: renamed,
    email: text("E-mail"),
    roleIds: names("Roles"),
    teamIds: references("Teams", "team"),
    seats: names("Seats"),
  },
});
