import { flag, references, renamed, text } from "./tell.ts";
import { defineWords } from "./words.ts";

export interface Owner {
  readonly type: "owner";
  readonly id: string;
  readonly name: string;
  /** Lower case; null where HubSpot says none. */
  readonly email: string | null;
  /** The user behind it; null for one who never was, or who is gone. */
  readonly userId: string | null;
  /** The first team first. */
  readonly teamIds: readonly string[];
  /** In the same order. Left out: it was read by an older version. */
  readonly teamNames?: readonly string[];
  /** False for a deactivated HubSpot user, who can still own records. */
  readonly isActive: boolean;
  readonly deactivatedAt: Date | null;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    owner: Owner;
  }
}

export const ownerWords = defineWords<Owner>({
  kind: "owner",
  noun: "owner",
  fields: {
    isActive: flag("Reactivated", "Deactivated"),
    name: renamed,
    email: text("E-mail"),
    teamIds: references("Teams", "team"),
  },
});
