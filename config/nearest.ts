/** The known word that `word` was most likely meant to be, or null when none comes close. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase().slice(0, longestWord);
  // One slip for each three letters: more, and the suggestion would be a guess.
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const [closest] = known
    .slice(0, mostKnown)
    .map((candidate) => ({ candidate, slips: slipsBetween(wanted, candidate.toLowerCase()) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips);
  return closest?.candidate ?? null;
}

/** " Did you mean …?", or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === null ? "" : ` Did you mean "${meant}"?`;
}

const longestWord = 100;
const mostKnown = 1_000;

/** Letters to insert, drop, replace, or swap with their neighbour to get from one word to the other. */
function slipsBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          rows[row - 1]![column - 1]! + (isSame ? 0 : 1),
          rows[row - 1]![column]! + 1,
          current[column - 1]! + 1,
          isSwap ? rows[row - 2]![column - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return rows[one.length]![other.length]!;
}
