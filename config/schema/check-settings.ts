import { z } from "zod";
import { checks } from "../../checks/index.ts";
import { cadences } from "../../checks/define-check.ts";
import type { Check } from "../../checks/define-check.ts";
import { judgesByStage } from "../../checks/kinds/record.ts";
import { spanOf } from "./duration.ts";
import { sayTiers } from "../severity-notes.ts";
import { severities } from "../../domain/findings/severity.ts";

/** Longer than a day nobody waits for news; a promise of its own belongs into params. */
export const lasting = spanOf({ shortest: 10, longest: 86_400, words: "10 seconds to 1 day" });

const enforced = z
  .boolean()
  .optional()
  .describe("true: what is said of this check here, and that it is on, cannot be changed by a client");

/** What a client can change about a check, by its id. Each one's params are held against its own schema. */
export const CheckSettings = z.strictObject(Object.fromEntries(checks.map((check) => [check.id, settingsOf(check)])));

/** The same for the fleet and its plans, which can forbid that it is changed below. */
export const SharedCheckSettings = z.strictObject(
  Object.fromEntries(checks.map((check) => [check.id, settingsOf(check, { enforced })])),
);

/** As written, for one pipeline or stage. */
export interface ScopedOverride {
  readonly enabled?: boolean;
  readonly severity?: Check["severity"];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** As written: what a level does not mention is absent, so that the next level shows through. */
export interface CheckOverride {
  readonly enabled?: boolean;
  readonly cadence?: Check["cadence"];
  readonly severity?: Check["severity"];
  readonly params?: Readonly<Record<string, unknown>>;
  /** As written: "10 minutes". */
  readonly opensAfter?: string;
  readonly resolvesAfter?: string;
  /** Of the fleet or a plan: no level below says otherwise. */
  readonly enforced?: boolean;
  /** By the pipeline's name, and in it by the name of the stage or its id in HubSpot. */
  readonly pipelines?: Readonly<
    Record<string, ScopedOverride & { readonly stages?: Readonly<Record<string, ScopedOverride>> }>
  >;
}
export type CheckOverrides = Readonly<Record<string, CheckOverride>>;

function settingsOf(check: Check, more: z.core.$ZodShape = {}) {
  return z
    .strictObject({
      enabled: z.boolean().optional().describe("Every check is on until it is switched off"),
      cadence: z.enum(cadences).optional().describe(`${check.cadence} when left out`),
      severity: z
        .enum(severities)
        .optional()
        .describe(`${check.severity} when left out; ${saySeverity(check)}`),
      params: check.params.optional(),
      opensAfter: lasting.optional().describe("How long it has to fail before anyone is told; at once when left out"),
      resolvesAfter: lasting.optional().describe("How long it has to pass before that is told; at once when left out"),
      ...(judgesByStage(check) ? { pipelines: pipelinesOf(check) } : {}),
      ...more,
    })
    .optional()
    .describe(check.title);
}

function saySeverity(check: Check): string {
  const tiers = sayTiers(check);
  return tiers === null
    ? "a failure that the check itself calls worse or milder stays so"
    : `weighs the check in the score only, because ${tiers}`;
}

/** What holds in single pipelines and stages, for a check that is given the stage of what it judges. */
function pipelinesOf(check: Check) {
  const scoped = {
    enabled: z.boolean().optional().describe("false: what is there is none of the check's business"),
    severity: z.enum(severities).optional().describe("That of the check when left out"),
    params: check.params.optional(),
  };
  return z
    .record(
      z.string().min(1),
      z.strictObject({
        ...scoped,
        stages: z
          .record(z.string().min(1), z.strictObject(scoped))
          .optional()
          .describe("By a stage's name, or its id in HubSpot"),
      }),
    )
    .optional()
    .describe("Other settings for single pipelines, by the name of the pipeline");
}
