import type { SaidDecision } from "../../domain/alerting/say-decisions.ts";
import { untold } from "../../domain/alerting/say-decisions.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { FindingEventInsert } from "../../storage/findings.ts";
import { saveDecisions } from "../../storage/finding-decisions.ts";
import { episodeKey } from "../../domain/alerting/quiet.ts";
import { lookBackReasons } from "./keep-quiet-notices.ts";
import type { Picture } from "./picture.ts";
import type { Reconciliation } from "./reconcile-alerts.ts";

const inSummary = "Revwatch was restored from a backup: it is in the one summary that each receiver gets";

/** Keeps with each event of a run whether people were told of it, and why or why not. */
export async function keepDecisions(
  transaction: StoreHandle,
  clientId: string,
  {
    run: { events = [], isInSummary, mode },
    picture: { quietFacts },
    said,
  }: { readonly run: Reconciliation; readonly picture: Picture; readonly said: ReadonlyMap<string, SaidDecision> },
): Promise<void> {
  const decide = (event: FindingEventInsert): SaidDecision => {
    const alert = said.get(event.finding_id);
    const lookBack = lookBackReasons[mode];
    if (lookBack !== undefined) return { decision: "not-told", because: lookBack, alertId: alert?.alertId ?? null };
    if (alert !== undefined) return isInSummary && alert.decision === "told" ? { ...alert, because: inSummary } : alert;
    const quiet = quietFacts.get(episodeKey({ findingId: event.finding_id, episode: event.episode }));
    const isBeginning = event.kind === "opened" || event.kind === "reopened";
    return {
      decision: "not-told",
      because: isBeginning && quiet !== undefined ? quiet.because : untold,
      alertId: null,
    };
  };
  // Whoever ended something without a word has said why.
  const undecided = events.filter(({ decision }) => decision === null || decision === undefined);
  await saveDecisions(
    transaction,
    clientId,
    undecided.map((event) => ({ event, said: decide(event) })),
  );
}
