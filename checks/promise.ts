import { checks } from "./index.ts";
import { kindOf, type Check } from "./kinds/index.ts";
import type { AnswerPromise, TouchesQuestion } from "./sources/touches.ts";

/** The settings that hold for one check. */
interface Watching {
  readonly checkId: string;
  readonly params: unknown;
}

/** The checks that say by which settings a lead is known to wait: a test holds it that there is one. */
export const promiseKeepers = checks.flatMap((check) =>
  questionsOf(check, "touches").flatMap((question) => {
    const asked = question as TouchesQuestion;
    return asked.promise === undefined ? [] : [{ check, promise: (params: never) => asked.promise!(params) }];
  }),
);

/** The check that watches the promise to answer. */
export function promiseCheck(): Check {
  return promiseKeepers[0]!.check;
}

/** By these settings a client knows a lead that waits; the check's own defaults where it is switched off. */
export function promiseOf(watching: readonly Watching[]): AnswerPromise {
  const { check, promise } = promiseKeepers[0]!;
  const params = watching.find(({ checkId }) => checkId === check.id)?.params ?? check.params.parse({});
  return promise(params as never);
}

/** The checks whose findings tell that somebody has asked to be contacted. */
export function checksOfHands(): readonly Check[] {
  return checks.filter((check) => [...questionsOf(check, "hands"), ...questionsOf(check, "touches")].length > 0);
}

function questionsOf(check: Check, source: "hands" | "touches"): readonly unknown[] {
  const { asks } = kindOf(check).plan(check);
  return asks.filter((ask) => ask.source.name === source).map(({ question }) => question);
}
