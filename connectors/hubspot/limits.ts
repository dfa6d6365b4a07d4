import { lessHeadroom, type Allowance } from "../../domain/allowance.ts";
import type { Bucket } from "./ledger.ts";

/**
 * What HubSpot documents for each bucket. The general one is learned from the headers of the answers; until the first
 * one it is taken for that of the smallest plan. Search and association answers carry no headers: search is five a
 * second whatever the plan, associations follow the plan that the general limit gives away.
 *
 * Source: HubSpot's usage guidelines, 2026.
 */
export const smallestGeneralLimit = 100;
const tenSecondsMs = 10_000;

export function allowanceOf(
  bucket: Bucket,
  generalLimit: number,
  generalWindowMs: number,
  headroomPercent: number,
): Allowance {
  switch (bucket) {
    case "general":
      return { requests: lessHeadroom(generalLimit, headroomPercent), windowMs: generalWindowMs };
    case "search":
      return { requests: lessHeadroom(5, headroomPercent), windowMs: 1_000 };
    case "associations":
      return { requests: lessHeadroom(associationsLimit(generalLimit), headroomPercent), windowMs: tenSecondsMs };
  }
}

function associationsLimit(generalLimit: number): number {
  if (generalLimit >= 250) return 200;
  return generalLimit >= 190 ? 150 : 100;
}
