import { references, renamed } from "./tell.ts";
import { defineWords } from "./words.ts";

/** A team of users. Owners and workflows name it by its id. */
export interface Team {
  readonly type: "team";
  readonly id: string;
  readonly name: string;
  /** Those for whom it is the first team, sorted. */
  readonly memberIds: readonly string[];
  /** Those who belong to it besides, sorted. */
  readonly extraMemberIds: readonly string[];
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    team: Team;
  }
}

export const teamWords = defineWords<Team>({
  kind: "team",
  noun: "team",
  fields: {
    name: renamed,
    memberIds: references("Members", "user"),
    extraMemberIds: references("Extra members", "user"),
  },
});
