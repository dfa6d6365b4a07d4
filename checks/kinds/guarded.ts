import { HistoryNotRead } from "../../domain/mirror/past-values.ts";
import { unknown, until, type Verdict } from "../../domain/findings/verdict.ts";

/** A check that throws is unknown for this subject only; one that needs a history says so, until that was read. */
export function guarded(evaluate: () => Verdict): Verdict {
  try {
    return evaluate();
  } catch (error) {
    return verdictOfThrown(error);
  }
}

export function verdictOfThrown(error: unknown): Verdict {
  if (error instanceof HistoryNotRead)
    return until({ status: "unknown", reason: error.message, wantsHistory: true } as const);
  return unknown(`the check failed on this one: ${messageOf(error)}`);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
