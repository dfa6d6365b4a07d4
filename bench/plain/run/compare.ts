import { Random } from "../../../simulators/random.ts";
import { accusedByCheck } from "./judge-plain.ts";
import type { PlainRecord, PlainScript } from "./plain-script.ts";

export interface Comparison {
  readonly records: readonly PlainRecord[];
  readonly both: readonly string[];
  readonly onlyScript: readonly string[];
  readonly onlyCheck: readonly string[];
  /** What the check could not judge. */
  readonly unknown: readonly string[];
}

/** Judges a hundred records by the script and by the check. */
export function compare(script: PlainScript, seed: number, size = 100): Comparison {
  const random = new Random(seed);
  const records = Array.from({ length: size }, (_, place) => script.make(random, String(1000 + place)));
  const byScript = new Set(script.accused(records));
  const { accused, unknown } = accusedByCheck(script, records);
  const byCheck = new Set(accused);
  return {
    records,
    both: [...byScript].filter((id) => byCheck.has(id)),
    onlyScript: [...byScript].filter((id) => !byCheck.has(id)),
    onlyCheck: [...byCheck].filter((id) => !byScript.has(id)),
    unknown,
  };
}
