import { z } from "zod";

/** HubSpot's own lead stages keep their ids when a portal renames them; stages of its own are told by their labels. */
const stageNames = (...names: readonly string[]) =>
  z
    .array(z.string())
    .min(1)
    .default([...names]);

export const qualifiedParams = {
  qualifiedStages: stageNames("qualified-stage-id", "Qualified").describe(
    "Stages of the lead pipelines in which a lead is to become a deal, by id or label",
  ),
};
export const disqualifiedParams = {
  disqualifiedStages: stageNames("unqualified-stage-id", "Disqualified", "Unqualified").describe(
    "Stages of the lead pipelines in which a lead is given up, by id or label",
  ),
};

interface LeadStage {
  readonly id: string;
  readonly label: string;
}

/** HubSpot's own stage ids say what a stage is, whatever it is called now. */
const ownIds = new Set([
  "new-stage-id",
  "attempting-stage-id",
  "connected-stage-id",
  "qualified-stage-id",
  "unqualified-stage-id",
]);

/** Whether a stage is one of those that are named. Labels are compared without regard to case. */
export function isStageAmong(stage: LeadStage, names: readonly string[]): boolean {
  if (names.includes(stage.id)) return true;
  if (ownIds.has(stage.id)) return false;
  const label = stage.label.trim().toLowerCase();
  return names.some((name) => name.trim().toLowerCase() === label);
}
