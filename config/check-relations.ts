import { checks } from "../checks/index.ts";
import type { AcceptedBy } from "../domain/alerting/accept.ts";
import type { Hiding } from "../domain/alerting/inhibit.ts";

/** What the failure of each check hides. Checks that hide nothing are left out. */
export const hidings: ReadonlyMap<string, Hiding> = new Map(
  checks.flatMap(({ id, hides }) => (hides === undefined ? [] : [[id, hides] as const])),
);

/** What a person accepts with a finding of each check. Left out: all of its evidence. */
export const acceptedBy: ReadonlyMap<string, AcceptedBy> = new Map(
  checks.flatMap((check) => (check.acceptedBy === undefined ? [] : [[check.id, check.acceptedBy] as const])),
);
