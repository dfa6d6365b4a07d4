import type { Area } from "../findings/area.ts";

/**
 * How much an area counts in a portal's score. They stand here and not on what is assessed, so that an area with many
 * checks counts no more than before.
 */
export const areaWeights: Readonly<Record<Exclude<Area, "ourselves">, number>> = {
  stages: 3,
  routing: 3,
  "follow-up": 3,
  "campaign-tracking": 2,
  handoff: 2,
  automation: 2,
  capture: 2,
  lifecycle: 1,
  access: 1,
  "data-quality": 1,
};

/** How one area stands, 0 to 100. */
export interface AreaScore {
  readonly area: Area;
  /** Null when nothing of it could be assessed. */
  readonly value: number | null;
  readonly assessed: number;
  readonly enabled: number;
}

/** An area with an open critical finding is at most that. */
export const criticalAreaCap = 49;

/** The weight of an area; ours has none. */
export function weightOf(area: Area): number {
  return area === "ourselves" ? 0 : areaWeights[area];
}
