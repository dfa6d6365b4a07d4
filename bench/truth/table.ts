import type { Tally } from "./tally.ts";

/** A row for each check; those that are not shipped say so instead of passing. */
export function tableOf(
  checkIds: readonly string[],
  tallies: ReadonlyMap<string, Tally>,
  isShipped: (checkId: string) => boolean,
): string {
  const head = ["Check", "Planted", "Found", "Recall", "Told otherwise", "Near misses", "Accused", "False findings"];
  const rows = checkIds.map((checkId) => {
    const tally = tallies.get(checkId);
    if (!isShipped(checkId)) return [checkId, "no check", "", "", "", "", "", ""];
    if (tally === undefined) return [checkId, "0", "", "", "", "", "", ""];
    const { planted, found, otherwise, nearMisses, accused, falseFindings } = tally;
    const recall = planted === 0 ? "" : `${Math.floor((100 * found) / planted)} %`;
    return [checkId, planted, found, recall, otherwise, nearMisses, accused, falseFindings].map(String);
  });
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Whether a check said all that it had to say and nothing else. */
export const isRight = ({ planted, found, otherwise, accused, falseFindings }: Tally): boolean =>
  found === planted && otherwise === 0 && accused === 0 && falseFindings === 0;
