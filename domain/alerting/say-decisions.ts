import type { AlertDecision } from "./decide-alert.ts";

/** Whether people were told of what happened to a finding, and why or why not. */
export interface SaidDecision {
  readonly decision: "told" | "not-told";
  readonly because: string;
  readonly alertId: string | null;
}

export const untold = "no one had been told that it opened";
const inPlace = "the message was changed in place, without a new notification";
const allOver = "everything that was told is over";

/** What one alert's decision says of each finding that it concerns: finding id → what is kept of it. */
export function decisionsOf(
  { revisions, settled }: AlertDecision,
  alertId: string,
  hasAlert: boolean,
): ReadonlyMap<string, SaidDecision> {
  const said = new Map<string, SaidDecision>();
  const keep = (notices: readonly { findingId: string }[], decision: SaidDecision["decision"], because: string) => {
    for (const { findingId } of notices) said.set(findingId, { decision, because, alertId: hasAlert ? alertId : null });
  };
  const isOver = revisions[0]?.occasion === "recovered";
  for (const notice of settled.waiting) keep([notice], "not-told", notice.because);
  for (const notice of settled.standing) if (notice.state === "held") keep([notice], "not-told", notice.because);
  keep(settled.dropped, "not-told", untold);
  keep(settled.touched, "not-told", inPlace);
  keep(settled.moved, "not-told", inPlace);
  keep(settled.ended, isOver ? "told" : "not-told", isOver ? allOver : inPlace);
  for (const notice of [...settled.news, ...settled.worse]) keep([notice], "told", notice.because);
  return said;
}
