/** Something that was promised, and what was measured. */
export interface Goal {
  readonly what: string;
  readonly bound: "at least" | "at most";
  readonly limit: number;
  readonly unit: string;
  /** Null when it could not be measured, with the reason in `because`. */
  readonly measured: number | null;
  readonly because?: string;
}

export function isMissed({ bound, limit, measured }: Goal): boolean {
  return measured !== null && (bound === "at least" ? measured < limit : measured > limit);
}

/** Such as "at least 3 ×: 3.5 ×, met". */
export function verdict(goal: Goal): string {
  const { bound, limit, unit, measured, because } = goal;
  const promise = `${bound} ${limit}${unit}`;
  if (measured === null) return `${promise}: not measured, ${because ?? "for no known reason"}`;
  const found = `${promise}: ${figure(measured)}${unit}`;
  if (!isMissed(goal)) return `${found}, met`;
  return limit === 0
    ? `${found}, MISSED`
    : `${found}, MISSED by ${Math.abs(Math.round((100 * (measured - limit)) / limit))} %`;
}

/** Three digits are as many as such measurements are good for. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
}
