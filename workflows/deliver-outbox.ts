import { condition, continueAsNew, defineSignal, setHandler, workflowInfo } from "@temporalio/workflow";
import { delivery } from "./activity-groups.ts";

/** Something was put into the outbox. */
export const wake = defineSignal("wake");

/** The only sender of one client: its messages go out one after another, in order, until the outbox is empty. */
export async function deliverOutbox({ clientId }: { readonly clientId: string }): Promise<void> {
  let isWoken = false;
  setHandler(wake, () => {
    isWoken = true;
  });

  for (;;) {
    isWoken = false;
    const { sent, nextDueAt } = await delivery.sendNext({ clientId });
    if (workflowInfo().continueAsNewSuggested) return continueAsNew<typeof deliverOutbox>({ clientId });
    if (nextDueAt === null && !isWoken) return;
    if (sent || nextDueAt === null) continue;
    await condition(() => isWoken, Math.max(100, Date.parse(nextDueAt) - Date.now()));
  }
}
