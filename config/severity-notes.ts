import { checkById } from "../checks/index.ts";
import type { Check } from "../checks/define-check.ts";
import type { ClientConfig } from "./config.ts";

/**
 * The severities that somebody has set for checks that call each failure as bad as it is, as sentences: there the setting
 * only weighs the check in the score, and within a pipeline it does nothing.
 */
export function severityNotes({ clientId, monitors }: Pick<ClientConfig, "clientId" | "monitors">): readonly string[] {
  return monitors.flatMap(({ checkId, origins, severity, scopes = [] }) => {
    const check = checkById(checkId);
    const said = check === undefined ? null : sayTiers(check);
    if (said === null) return [];
    const origin = origins["severity"] ?? "default";
    const own =
      origin === "default" ? [] : [`severity: ${severity} of ${checkId} (${origin}) only weighs it in the score`];
    const scoped = scopes
      .filter((scope) => scope.severity !== null)
      .map(({ pipeline, stage, severity: there }) => {
        const where = stage === null ? pipeline : `${pipeline} › ${stage}`;
        return `severity: ${there} of ${checkId} in ${where} has no effect`;
      });
    return [...own, ...scoped].map((what) => `${clientId}: ${what}: ${said}.`);
  });
}

/** "it calls each failure high or critical itself, by params.criticalAfterMinutes"; null for a check that does not. */
export function sayTiers({ tiers }: Pick<Check, "tiers">): string | null {
  if (tiers === undefined) return null;
  const { severities, params } = tiers;
  const names = `${severities.slice(0, -1).join(", ")} or ${severities.at(-1)!}`;
  const by = params.length === 0 ? "by what was found" : `by ${params.map((name) => `params.${name}`).join(" and ")}`;
  return `it calls each failure ${names} itself, ${by}`;
}
