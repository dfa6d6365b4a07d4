import type { Check } from "../../checks/define-check.ts";

/** Of some settings only those that a check has. */
export function settingsOf(check: Check, some: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names = Object.keys((check.params as unknown as { shape: object }).shape);
  return Object.fromEntries(Object.entries(some).filter(([name]) => names.includes(name)));
}
