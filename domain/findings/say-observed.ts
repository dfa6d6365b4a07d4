import { countOf } from "../duration.ts";

/** "3 checks observed, not alerting (14 findings)"; null where there are none. */
export function sayObserved(observed: readonly { readonly open: number }[]): string | null {
  if (observed.length === 0) return null;
  const open = observed.reduce((sum, one) => sum + one.open, 0);
  return `${countOf(observed.length, "check")} observed, not alerting (${countOf(open, "finding")})`;
}

/** "would have told Ana 14 times and Ben once"; "would have told no one yet" where there was nothing to tell. */
export function sayWouldHaveTold(told: readonly { readonly name: string; readonly times: number }[]): string {
  if (told.length === 0) return "would have told no one yet";
  const said = told.map(({ name, times }) => `${name} ${times === 1 ? "once" : `${times} times`}`);
  return `would have told ${said.length === 1 ? said[0] : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`}`;
}
