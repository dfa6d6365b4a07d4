/** One place that was looked at, and what it answered. */
export interface Attempt {
  readonly where: string;
  readonly answer: string;
}

/**
 * No Temporal server can be had. The message is complete: what was tried, what each answered, the two easiest remedies.
 */
export class TemporalServerNotFound extends Error {
  override readonly name = "TemporalServerNotFound";
  readonly attempts: readonly Attempt[];

  constructor(attempts: readonly Attempt[]) {
    super(explain(attempts));
    this.attempts = attempts;
  }
}

function explain(attempts: readonly Attempt[]): string {
  const tried = attempts.map(({ where, answer }) => `  - ${where}: ${answer}`);
  return [
    "No Temporal server could be found or prepared. Tried:",
    ...tried,
    "The two easiest ways out:",
    "  1. Set TEMPORAL_ADDRESS to a Temporal server that runs already, such as localhost:7233.",
    "  2. Install the Temporal CLI (https://docs.temporal.io/cli) and put it on the PATH, or name it in TEMPORAL_CLI.",
  ].join("\n");
}
