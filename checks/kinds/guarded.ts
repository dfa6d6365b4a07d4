import { unknown, type Verdict } from "../../domain/findings/verdict.ts";

/** A check that throws is unknown for this subject only. */
export function guarded(evaluate: () => Verdict): Verdict {
  try {
    return evaluate();
  } catch (error) {
    return unknown(`the check failed on this one: ${messageOf(error)}`);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
