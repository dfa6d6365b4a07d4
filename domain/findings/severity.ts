/** How bad a failing check is, mildest first. */
export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** 0 for the mildest; two severities compare by their rank. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The worse of two. */
export function worse(one: Severity, other: Severity): Severity {
  return severityRank(one) >= severityRank(other) ? one : other;
}
