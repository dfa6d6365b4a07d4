import { divertHeld } from "../../../../activities/deliver/divert-held.ts";
import { makeSendNext } from "../../../../activities/deliver/send-next.ts";
import { reconcileDue } from "../../../../activities/sweep/reconcile-due.ts";
import { makeEscalateAlert } from "../../../../activities/tell/escalate-alert.ts";
import type { ActivityWorld } from "../../../../activities/world.ts";
import { nextDueAt } from "../../../../storage/outbox-claims.ts";
import { runActivity } from "../../../activities/test-world.ts";

/** What Temporal does in production on a client's alerts, on a clock that is moved: timers, the sweep and the sender. */
export async function takeDue(world: ActivityWorld, clientId: string): Promise<void> {
  for (const { alert_id: alertId, episode, status, steps, next_step: step } of await alertsOf(world, clientId))
    if (status === "open" && steps[step] !== undefined && Date.parse(steps[step].dueAt) <= world.now().getTime())
      await runActivity(makeEscalateAlert(world), [{ clientId, alertId, episode, step }]);
  await reconcileDue(world, clientId);
  await divertHeld(world, clientId);
  await sendAll(world, clientId);
}

/** The sender's turn: everything that may be sent now. */
export async function sendAll(world: ActivityWorld, clientId: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { sent, nextDueAt: next } = await runActivity(makeSendNext(world), [{ clientId }]);
    if (!sent && (next === null || Date.parse(next) > world.now().getTime())) return;
  }
  throw new Error("The sender has not come to an end.");
}

/** When the workflows, the sweep or the sender have something to do next, in epoch milliseconds; infinite for never. */
export async function nextInstant(world: ActivityWorld, clientId: string): Promise<number> {
  const now = world.now();
  const steps = (await alertsOf(world, clientId)).flatMap(({ status, steps: all, next_step }) =>
    status === "open" && all[next_step] !== undefined ? [Date.parse(all[next_step].dueAt)] : [],
  );
  const notices = await world.db
    .selectFrom("notice")
    .select(["until_at", "covered_until"])
    .where("client_id", "=", clientId)
    .where("state", "!=", "over")
    .execute();
  const ends = notices.flatMap(({ until_at, covered_until }) => [until_at, covered_until]);
  const sending = await nextDueAt(world.db, clientId, now);
  const all = [...steps, ...[...ends, sending].flatMap((at) => (at === null ? [] : [at.getTime()]))];
  return Math.min(...all.filter((at) => at > now.getTime()));
}

function alertsOf({ db }: ActivityWorld, clientId: string) {
  return db.selectFrom("alert").selectAll().where("client_id", "=", clientId).execute();
}
