import { checkById } from "../../checks/index.ts";
import { sayTiers } from "../../config/severity-notes.ts";
import type { Monitor, Origin, Scope } from "../../config/config.ts";

/** One setting of a check at a client as it holds, and who says so. */
export interface SettingView {
  /** `cadence`, `severity` or `params.NAME`. */
  readonly name: string;
  readonly value: unknown;
  readonly origin: Origin;
  /** No level below its origin may change it. */
  readonly isEnforced: boolean;
  /** What farther levels say, which does not hold; the nearest of them first. */
  readonly overrides: readonly { readonly level: Origin; readonly value: unknown }[];
  /** What holds in its place for each failure, where the check says that itself; null: the value holds. */
  readonly instead: string | null;
}

/** What is said for a pipeline or a stage, over all that is said elsewhere. */
export interface ScopeView {
  readonly pipeline: string;
  readonly stage: string | null;
  readonly enabled: boolean;
  readonly severity: string | null;
  /** Those params alone that are named for it. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Every setting of a check that is switched on, in the order cadence, severity, params. */
export function settingsView(monitor: Monitor): readonly SettingView[] {
  const { cadence, severity, params, origins, overridden = [], enforcedBy = [] } = monitor;
  const values: Readonly<Record<string, unknown>> = {
    cadence,
    severity,
    ...Object.fromEntries(Object.entries(params).map(([name, value]) => [`params.${name}`, value])),
  };
  const check = checkById(monitor.checkId);
  const tiers = check === undefined ? null : sayTiers(check);
  return Object.entries(values).map(([name, value]) => {
    const origin = origins[name] ?? "default";
    return {
      name,
      value,
      origin,
      isEnforced: enforcedBy.includes(origin),
      overrides: overridden
        .filter((one) => one.setting === name)
        .map(({ level, value: said }) => ({ level, value: said }))
        .toReversed(),
      instead: name === "severity" ? tiers : null,
    };
  });
}

export function scopeViews({ scopes = [] }: Monitor): readonly ScopeView[] {
  return scopes.map(({ pipeline, stage, enabled, severity, params, says }: Scope) => ({
    pipeline,
    stage,
    enabled,
    severity,
    params: Object.fromEntries(says.map((name) => [name, params[name]])),
  }));
}
