import { checks } from "../checks/index.ts";
import type { Check } from "../checks/define-check.ts";
import { wordsFor } from "./client-words.ts";
import type { Monitor, Origin, Overridden } from "./config.ts";
import { resolveScopes } from "./resolve-scopes.ts";
import type { CheckOverride, CheckOverrides } from "./schema/check-settings.ts";

/** What one level says of checks, as written. */
export interface CheckLevel {
  readonly checks: CheckOverrides;
  /** What it says once for all of them. A check's own params come first. */
  readonly words: Readonly<Record<string, unknown>>;
}

/** From the farthest to the nearest; a level that is left out says nothing. */
export interface CheckLevels {
  readonly fleet: CheckLevel;
  /** The service plan that the client has. */
  readonly plan?: CheckLevel;
  readonly client: CheckLevel;
}

/** What each level says of one check, the farthest first. */
export type LevelledOverrides = readonly (readonly [level: Exclude<Origin, "default">, override: CheckOverride])[];

/** The checks that are switched on for one client, each setting from the nearest level that names it. */
export function resolveMonitors(levels: CheckLevels): readonly Monitor[] {
  return checks.flatMap((check) => {
    const said = overridesOf(check, levels);
    const isEnabled = said.findLast(([, { enabled }]) => enabled !== undefined)?.[1].enabled ?? true;
    return isEnabled ? [resolveMonitor(check, said)] : [];
  });
}

export function overridesOf(check: Check, { fleet, plan, client }: CheckLevels): LevelledOverrides {
  const named = [
    ["fleet", fleet],
    ...(plan === undefined ? [] : [["plan", plan] as const]),
    ["client", client],
  ] as const;
  return named.map(([level, { checks: overrides, words }]) => {
    const own = overrides[check.id] ?? {};
    return [level, { ...own, params: { ...wordsFor(check, words), ...own.params } }];
  });
}

function resolveMonitor(check: Check, said: LevelledOverrides): Monitor {
  const written = Object.assign({}, ...said.map(([, { params }]) => params)) as Record<string, unknown>;
  const params = check.params.parse(written) as Readonly<Record<string, unknown>>;
  const nearest = <Key extends "cadence" | "severity">(key: Key): Check[Key] =>
    (said.findLast(([, override]) => override[key] !== undefined)?.[1][key] as Check[Key] | undefined) ?? check[key];
  const settings: Record<string, (override: CheckOverride) => unknown> = {
    cadence: ({ cadence }) => cadence,
    severity: ({ severity }) => severity,
    ...Object.fromEntries(
      Object.keys(params).map((name) => [`params.${name}`, (override: CheckOverride) => override.params?.[name]]),
    ),
  };
  const origins = Object.entries(settings).map(([name, valueIn]) => [name, originOf(said, valueIn)] as const);
  const overridden = overriddenIn(said, settings);
  const enforcedBy = said.filter(([, { enforced }]) => enforced === true).map(([level]) => level);
  const scopes = resolveScopes(check, said, written);
  return {
    checkId: check.id,
    cadence: nearest("cadence"),
    severity: nearest("severity"),
    params,
    origins: Object.fromEntries(origins),
    ...(overridden.length > 0 ? { overridden } : {}),
    ...(enforcedBy.length > 0 ? { enforcedBy } : {}),
    ...(scopes.length > 0 ? { scopes } : {}),
  };
}

function originOf(said: LevelledOverrides, valueIn: (override: CheckOverride) => unknown): Origin {
  return said.findLast(([, override]) => valueIn(override) !== undefined)?.[0] ?? "default";
}

/** Of each setting that more than one level names, what the farther ones say. */
function overriddenIn(
  said: LevelledOverrides,
  settings: Readonly<Record<string, (override: CheckOverride) => unknown>>,
): readonly Overridden[] {
  return Object.entries(settings).flatMap(([setting, valueIn]) => {
    const naming = said.filter(([, override]) => valueIn(override) !== undefined);
    return naming.slice(0, -1).map(([level, override]) => ({ setting, level, value: valueIn(override) }));
  });
}
