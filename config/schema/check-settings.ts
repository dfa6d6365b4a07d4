import { z } from "zod";
import { checks } from "../../checks/index.ts";
import { cadences } from "../../checks/define-check.ts";
import type { Check } from "../../checks/define-check.ts";
import { severities } from "../../domain/findings/severity.ts";

/** What can be changed about a check, by its id. Each one's params are held against its own schema. */
export const CheckSettings = z.strictObject(Object.fromEntries(checks.map((check) => [check.id, settingsOf(check)])));

/** As written: what a level does not mention is absent, so that the next level shows through. */
export interface CheckOverride {
  readonly enabled?: boolean;
  readonly cadence?: Check["cadence"];
  readonly severity?: Check["severity"];
  readonly params?: Readonly<Record<string, unknown>>;
}
export type CheckOverrides = Readonly<Record<string, CheckOverride>>;

function settingsOf(check: Check) {
  return z
    .strictObject({
      enabled: z.boolean().optional().describe("Every check is on until it is switched off"),
      cadence: z.enum(cadences).optional().describe(`${check.cadence} when left out`),
      severity: z.enum(severities).optional().describe(`${check.severity} when left out`),
      params: check.params.optional(),
    })
    .optional()
    .describe(check.title);
}
