import { acceptFinding } from "../../../../operations/alerting/accept-finding.ts";
import { addSilence } from "../../../../operations/alerting/add-silence.ts";
import { assignFindings } from "../../../../operations/alerting/assign-findings.ts";
import { endSilence } from "../../../../operations/alerting/end-silence.ts";
import { endSnooze } from "../../../../operations/alerting/end-snooze.ts";
import { listAlerts } from "../../../../operations/alerting/list-alerts.ts";
import { listSilences } from "../../../../operations/alerting/list-silences.ts";
import { snoozeFindings } from "../../../../operations/alerting/snooze-findings.ts";
import { withdrawAcceptance } from "../../../../operations/alerting/withdraw-acceptance.ts";
import type { AlertingConfig } from "../../../../config/config.ts";
import { ownerWords } from "../../../../domain/inventory/owner.ts";
import { putInventory } from "../../../../storage/inventory/put-inventory.ts";
import { sayHeard } from "./heard.ts";
import { findingIdOf } from "./leads.ts";
import type { Room } from "./open-room.ts";

const who = { by: "Ana", via: "cli" } as const;

/** What people choose in a room, by the operations that every surface calls; then the sender has its turn. */
export function choosing(room: Room) {
  async function asked<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = await act();
    await room.send();
    return result;
  }
  const world = () => room.operationWorld();
  const clientId = () => room.clientId();
  const ofAlert = (alertId: string) => ({ clientId: clientId(), alertId });

  return {
    silence: (minutes: number, own: object = {}) =>
      asked(() =>
        addSilence.run(
          world(),
          addSilence.input.parse({
            clientId: clientId(),
            topic: ["waiting-leads"],
            for: `${minutes} minutes`,
            reason: "an import",
            ...who,
            ...own,
          }),
        ),
      ),
    lift: (silenceId: string) => asked(() => endSilence.run(world(), { clientId: clientId(), silenceId, ...who })),
    silences: async () => (await listSilences.run(world(), { clientId: clientId() })).silences,
    snooze: (length: string, meant: object = ofAlert("sales.waiting-leads")) =>
      asked(() => snoozeFindings.run(world(), snoozeFindings.input.parse({ ...meant, for: length, ...who }))),
    endSnooze: (meant: object = ofAlert("sales.waiting-leads")) =>
      asked(() => endSnooze.run(world(), endSnooze.input.parse({ ...meant, ...who }))),
    accept: (name: string, until: string) =>
      asked(() => acceptFinding.run(world(), { findingId: findingIdOf(name), until, reason: "we know", ...who })),
    withdraw: (name: string) => asked(() => withdrawAcceptance.run(world(), { findingId: findingIdOf(name), ...who })),
    assign: (to: string, meant: object = ofAlert("sales.waiting-leads")) =>
      asked(() => assignFindings.run(world(), assignFindings.input.parse({ ...meant, to, ...who }))),
    inbox: () => listAlerts.run(world(), listAlerts.input.parse({ clientId: clientId() })),
    /** The config is another one from now on. */
    configure: (alerting: Partial<AlertingConfig>) => {
      room.client = { ...room.client, alerting: { ...room.client.alerting, ...alerting } };
    },
    /** The portal's owners, with their teams by name. */
    owners: async (
      owners: readonly { readonly id: string; readonly email: string; readonly teamIds?: readonly string[] }[],
    ) => {
      const items = owners.map(({ id, email, teamIds = [] }) => ({
        type: "owner" as const,
        id,
        name: id,
        email,
        userId: id,
        teamIds,
        isActive: true,
        deactivatedAt: null,
      }));
      const look = { clientId: clientId(), words: ownerWords, items, asOf: room.now, day: null };
      await room
        .db()
        .transaction()
        .execute(async (transaction) => putInventory(transaction, look));
    },
    /** What the message of an alert shows since it was changed last, in place or anew. */
    shows: async (alertId = "sales.waiting-leads") => {
      const row = await room
        .db()
        .selectFrom("outbox")
        .selectAll()
        .where("client_id", "=", clientId())
        .where("alert_id", "=", alertId)
        .where("state", "=", "sent")
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirstOrThrow();
      return sayHeard(row);
    },
    /** Why a receiver is not told of a finding now. */
    heldBecause: async (name: string, receiver = "sales") =>
      (await room.notices())
        .filter((notice) => notice.finding_id === findingIdOf(name) && notice.receiver === receiver)
        .filter(({ state }) => state === "held")
        .map(({ stage, because }) => `${stage}: ${because}`),
  };
}

/** So long a silence of these scenarios lasts. */
export const silenceMinutes = 60;
