import { z } from "zod";
import { checks } from "../../checks/index.ts";
import { cadences } from "../../checks/define-check.ts";
import type { Check } from "../../checks/define-check.ts";
import { spanOf } from "./duration.ts";
import { severities } from "../../domain/findings/severity.ts";

/** Longer than a day nobody waits for news; a promise of its own belongs into params. */
export const lasting = spanOf({ shortest: 10, longest: 86_400, words: "10 seconds to 1 day" });

/** What can be changed about a check, by its id. Each one's params are held against its own schema. */
export const CheckSettings = z.strictObject(Object.fromEntries(checks.map((check) => [check.id, settingsOf(check)])));

/** As written: what a level does not mention is absent, so that the next level shows through. */
export interface CheckOverride {
  readonly enabled?: boolean;
  readonly cadence?: Check["cadence"];
  readonly severity?: Check["severity"];
  readonly params?: Readonly<Record<string, unknown>>;
  /** As written: "10 minutes". */
  readonly opensAfter?: string;
  readonly resolvesAfter?: string;
}
export type CheckOverrides = Readonly<Record<string, CheckOverride>>;

function settingsOf(check: Check) {
  return z
    .strictObject({
      enabled: z.boolean().optional().describe("Every check is on until it is switched off"),
      cadence: z.enum(cadences).optional().describe(`${check.cadence} when left out`),
      severity: z.enum(severities).optional().describe(`${check.severity} when left out`),
      params: check.params.optional(),
      opensAfter: lasting.optional().describe("How long it has to fail before anyone is told; at once when left out"),
      resolvesAfter: lasting.optional().describe("How long it has to pass before that is told; at once when left out"),
    })
    .optional()
    .describe(check.title);
}
