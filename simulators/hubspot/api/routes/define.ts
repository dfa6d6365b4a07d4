import type { TierRule } from "../../model/tier.ts";
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { ScopeRule } from "../scopes.ts";

/** Which of a portal's allowances a call draws on. */
export type Bucket = "general" | "search" | "associations";

export type Endpoint = (call: Call) => Answer;

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** As the table has them, for whoever wants to go through all endpoints. */
  readonly paths: readonly string[];
  readonly bucket: Bucket;
  readonly scopes: ScopeRule;
  readonly tier: TierRule | null;
  readonly answer: Endpoint;
}

/**
 * One line of a version table: `{dated}` and `{beta}` stand for every dated version served; a `|` parts the path from
 * its elders.
 */
export type Row = readonly [verbAndPaths: string, scopes: ScopeRule, answer: Endpoint, extra?: RowExtra];

interface RowExtra {
  readonly bucket?: Bucket;
  readonly tier?: TierRule;
}

export function defineRoutes(rows: readonly Row[]): readonly Route[] {
  return rows.map(([verbAndPaths, scopes, answer, extra]): Route => {
    const [method = "", alternatives = ""] = verbAndPaths.split(/ (.*)/s);
    const paths = alternatives.split(" | ");
    return {
      method,
      pattern: patternOf(paths),
      paths,
      bucket: extra?.bucket ?? "general",
      scopes,
      tier: extra?.tier ?? null,
      answer,
    };
  });
}

function patternOf(paths: readonly string[]): RegExp {
  const alternatives = paths.map((path, index) =>
    path
      .replace("{dated}", "(?:2025-09|2026-03|2026-09)")
      .replace("{beta}", "(?:2026-09-beta|2027-03-beta)")
      // A name may stand only once in an expression, so elder paths have names of their own.
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}${index === 0 ? "" : `Elder${index}`}>[^/]+)`),
  );
  return new RegExp(`^(?:${alternatives.join("|")})/?$`);
}
