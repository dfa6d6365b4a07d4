import type { DrillResult } from "../../operations/alerting/drill-client.ts";
import { paint } from "./style.ts";

const colours = { ok: "green", held: "yellow", failed: "red", waiting: "yellow" } as const;

/** A line for each hop: how it went, after how long, what. */
export function sayDrill({ ok, hops }: DrillResult): string {
  return [
    ...hops.map(
      ({ hop, state, what, afterMs }) =>
        `${paint(colours[state], state.padEnd(7))} ${`${afterMs} ms`.padStart(9)}  ${hop.padEnd(8)}  ${what}`,
    ),
    ok ? "The whole way works." : "Something on the way does not work: see above, and `revwatch deliveries`.",
  ].join("\n");
}
