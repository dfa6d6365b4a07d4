const secondMs = 1_000;

/** A command has its answer, or the news that there is none, ten seconds after the command began. */
const answerByMs = 9 * secondMs;
const leastMs = 3 * secondMs;

/** What is long by nature. It goes on for as long as the process that carries it out gives signs of life. */
const longMs: Readonly<Record<string, number>> = {
  planSchedules: 60 * secondMs,
  doctor: 60 * secondMs,
  drillClient: 6 * 60 * secondMs,
  applySchedules: 5 * 60 * secondMs,
  purgeClient: 10 * 60 * secondMs,
  backUp: 30 * 60 * secondMs,
  onboardClient: 30 * 60 * secondMs,
  auditNow: 30 * 60 * secondMs,
  reportNow: 30 * 60 * secondMs,
};

/** How long an operation may take, beginning now. */
export function limitOf(name: string): { readonly ms: number; readonly isLong: boolean } {
  const ms = longMs[name];
  return ms === undefined
    ? { ms: Math.max(leastMs, Math.round(answerByMs - process.uptime() * secondMs)), isLong: false }
    : { ms, isLong: true };
}
