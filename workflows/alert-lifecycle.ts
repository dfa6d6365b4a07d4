import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import type { AlertNews } from "../domain/alerting/alert-news.ts";
import { hasClientLeft, patientStore } from "./activity-groups.ts";

/** The store has a new revision of this alert. */
export const revised = defineSignal<[AlertNews]>("revised");

/** Callers of an older version name the person as well: that is ignored, and never kept. */
export interface Acknowledgement {
  readonly episode: number;
  /** Of the store after it; left out by older versions. */
  readonly revision?: number;
}

/**
 * The alert was acknowledged, and the store knows by whom. Answered at once, so that the button can say that it worked.
 */
export const acknowledge = defineUpdate<void, [Acknowledgement]>("acknowledge");

export const view = defineQuery<AlertNews>("view");

/**
 * Waits for the steps of one alert's ladder. The store decides what happens; this only holds the time: every deadline
 * is an instant that was computed once, and an acknowledgement or a recovery ends the waiting.
 */
export async function alertLifecycle(start: AlertNews): Promise<AlertNews> {
  let alert = withoutNames(start);
  let changes = 0;
  const adopt = (news: AlertNews) => {
    if (news.episode < alert.episode || isOvertaken(news, alert)) return;
    // What flaps opens the same episode again, in a newer revision; anything else about it is older than its end.
    if (news.episode === alert.episode && alert.status === "resolved" && !isOvertaken(alert, news)) return;
    // An acknowledgement that arrived here first is not undone by an older revision on its way. A newer one does: what
    // came after the click climbs by itself, and an acknowledgement runs out.
    const isNumbered = news.revision !== undefined && alert.revision !== undefined;
    const isTaken =
      !isNumbered && news.episode === alert.episode && alert.status === "acknowledged" && news.status === "open";
    alert = {
      ...withoutNames(news),
      status: isTaken ? alert.status : news.status,
      nextStep: news.episode === alert.episode ? Math.max(alert.nextStep, news.nextStep) : news.nextStep,
    };
    changes += 1;
  };

  setHandler(view, () => alert);
  setHandler(revised, adopt);
  setHandler(
    acknowledge,
    ({ revision }) => adopt({ ...alert, status: "acknowledged", ...(revision && { revision }) }),
    {
      validator({ episode }) {
        if (episode !== alert.episode || alert.status === "resolved") throw new Error("This alert is over already.");
      },
    },
  );

  while (alert.status !== "resolved") {
    const seen = changes;
    const dueAt = alert.status === "open" ? alert.dueAts[alert.nextStep] : undefined;
    const isInterrupted =
      dueAt === undefined
        ? await condition(() => changes > seen).then(() => true)
        : await condition(() => changes > seen, Math.max(1, Date.parse(dueAt) - Date.now()));
    if (!isInterrupted) {
      const { clientId, alertId, episode, nextStep } = alert;
      try {
        const after = await patientStore.escalateAlert({
          clientId,
          alertId,
          episode,
          step: nextStep,
          ...(dueAt !== undefined && { dueAt }),
        });
        if (alert.episode === episode)
          alert = {
            ...alert,
            status: alert.status === "open" ? after.status : alert.status,
            nextStep: Math.max(alert.nextStep, after.nextStep),
          };
        await patientStore.announceAlerts({ clientId });
      } catch (error) {
        if (!hasClientLeft(error)) throw error;
        // Nobody is told anything about this client any more. Should it come back, the sweep begins this anew.
        return alert;
      }
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      return continueAsNew<typeof alertLifecycle>(alert);
    }
  }
  await condition(allHandlersFinished);
  return alert;
}

/** True for news that the store wrote before what is known here. Older versions did not number it. */
function isOvertaken({ revision }: AlertNews, { revision: known }: AlertNews): boolean {
  return revision !== undefined && known !== undefined && revision < known;
}

/** Alerts of an older version carry the name of whoever acknowledged; none is handed on into another history. */
function withoutNames({ clientId, alertId, episode, status, dueAts, nextStep, revision }: AlertNews): AlertNews {
  return { clientId, alertId, episode, status, dueAts, nextStep, ...(revision !== undefined && { revision }) };
}
