import type { Check } from "../checks/define-check.ts";
import type { Scope } from "./config.ts";
import type { LevelledOverrides } from "./resolve-monitors.ts";
import type { ScopedOverride } from "./schema/check-settings.ts";

/**
 * What holds in single pipelines and stages, the stages first, so that the first scope that fits is the nearest. A scope
 * comes before what any level says of the check as a whole, and of two levels that name it the nearer comes first.
 *
 * @param written - The params that hold elsewhere, as the levels have them.
 */
export function resolveScopes(
  check: Check,
  said: LevelledOverrides,
  written: Readonly<Record<string, unknown>>,
): readonly Scope[] {
  const pipelines = new Set(said.flatMap(([, { pipelines: named }]) => Object.keys(named ?? {})));
  const scopes = [...pipelines].flatMap((pipeline): readonly Scope[] => {
    const ofPipeline = said.flatMap(([, { pipelines: named }]) => named?.[pipeline] ?? []);
    const stages = new Set(ofPipeline.flatMap((one) => Object.keys(one.stages ?? {})));
    const ofStages = [...stages].map((stage) => {
      const ofStage = ofPipeline.flatMap((one) => one.stages?.[stage] ?? []);
      return scopeOf(check, { pipeline, stage }, [...ofPipeline, ...ofStage], written);
    });
    return [...ofStages, scopeOf(check, { pipeline, stage: null }, ofPipeline, written)];
  });
  return scopes.toSorted((a, b) => Number(a.stage === null) - Number(b.stage === null));
}

/** @param said - The farthest first. */
function scopeOf(
  check: Check,
  place: Pick<Scope, "pipeline" | "stage">,
  said: readonly ScopedOverride[],
  written: Readonly<Record<string, unknown>>,
): Scope {
  const own = Object.assign({}, ...said.map(({ params }) => params)) as Record<string, unknown>;
  return {
    ...place,
    enabled: said.findLast(({ enabled }) => enabled !== undefined)?.enabled ?? true,
    severity: said.findLast(({ severity }) => severity !== undefined)?.severity ?? null,
    params: check.params.parse({ ...written, ...own }) as Readonly<Record<string, unknown>>,
    says: Object.keys(own).toSorted(),
  };
}
