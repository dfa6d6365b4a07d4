import { cadences, type Cadence } from "../checks/define-check.ts";
import type { ClientConfig } from "./config.ts";

/** The cadences that have something to look at. One without a check gets no schedule, and nothing is due. */
export function cadencesInUse({ monitors }: Pick<ClientConfig, "monitors">): readonly Cadence[] {
  return cadences.filter((cadence) => monitors.some((monitor) => monitor.cadence === cadence));
}
