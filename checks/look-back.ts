import { checkById } from "./index.ts";
import { kindOf } from "./kinds/index.ts";
import type { HandsQuestion } from "./sources/hands.ts";

/** A check with its settings, as far as they say how far back it looks. */
interface Watching {
  readonly checkId: string;
  readonly params: unknown;
}

/** How far back hands and touches are wanted, in calendar days before now. */
export interface LookBack {
  /** Days for which raised hands need their touches; 0 where nobody asks for hands at all. */
  readonly touchLookBackDays: number;
  /** Days for which hands are noticed, which is never less; left out with a 0 above. */
  readonly handLookBackDays?: number;
}

/** So far back hands and their touches are known wherever hands are: the weekly report looks back for as long. */
const leastDays = 14;

/** What the checks of a run ask, each from its own settings. */
export function lookBackOf(watching: readonly Watching[]): LookBack {
  const touches = daysOf(watching, "touches");
  const hands = [...touches, ...daysOf(watching, "hands")];
  if (hands.length === 0) return { touchLookBackDays: 0 };
  return { touchLookBackDays: Math.max(leastDays, ...touches), handLookBackDays: Math.max(leastDays, ...hands) };
}

function daysOf(watching: readonly Watching[], source: "hands" | "touches"): readonly number[] {
  return watching.flatMap(({ checkId, params }) => {
    const check = checkById(checkId);
    if (check === undefined) return [];
    const { asks } = kindOf(check).plan(check);
    return asks.flatMap((ask) =>
      ask.source.name === source ? [(ask.question as HandsQuestion).lookBackDays(params as never)] : [],
    );
  });
}
