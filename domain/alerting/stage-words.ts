import type { StageName } from "./pipeline.ts";

/** Why a finding is held back, by the stage that holds it, as it stands behind a count: "3 silenced or snoozed". */
export const stageWords: Readonly<Record<StageName, string>> = {
  observe: "of checks that are observed",
  route: "without a receiver",
  inhibit: "following from another finding",
  maintain: "in maintenance",
  silence: "silenced or snoozed",
  accept: "accepted",
  flap: "that may not last",
  cap: "counted in a digest",
  decide: "not to be told",
};

/** The words of a stage; a stage of another version by its name. */
export function sayStage(stage: string): string {
  return Object.hasOwn(stageWords, stage) ? stageWords[stage as StageName] : stage;
}
