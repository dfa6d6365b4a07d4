import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";

/** No simulated portal has custom objects; some clients ask before they read anything else. */
export function listSchemas(): Answer {
  return ok({ results: [] });
}
