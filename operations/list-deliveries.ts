import { z } from "zod";
import type { ChannelId } from "../domain/alerting/channels.ts";
import { unsettledDeliveries, type Unsettled } from "../storage/unsettled-deliveries.ts";
import { placeOf } from "../storage/channel-states.ts";
import { barredChannels } from "../storage/channel-states.ts";
import { clientsMeant } from "./reads/known-client.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({ clientId: z.string().optional() });

/** A message that is neither sent nor done with. */
export interface ListedDelivery {
  readonly key: string;
  readonly clientId: string;
  readonly receiver: string;
  readonly channel: ChannelId;
  readonly address: string;
  /** What it says, in a few words. */
  readonly about: string;
  /**
   * `waiting`: on its way. `held`: its channel takes nothing until a person acts. `uncertain`: it may have arrived, and
   * is looked for before it is sent again. `failed`: it will not be taken as it is.
   */
  readonly state: "waiting" | "held" | "uncertain" | "failed";
  readonly since: string;
  readonly attempts: number;
  /** Why it has not gone out; null while nothing was tried. */
  readonly reason: string | null;
  readonly nextTryAt: string | null;
  /** When it went out another way. */
  readonly divertedAt: string | null;
  /** Whether anybody still has to care. */
  readonly matters: boolean;
}

export interface DeliveryList {
  readonly schemaVersion: 1;
  readonly asOf: string;
  readonly barred: readonly {
    readonly channel: ChannelId;
    readonly address: string | null;
    readonly clientIds: readonly string[];
    readonly since: string;
    readonly reason: string;
    readonly remedy: string;
    readonly held: number;
  }[];
  readonly deliveries: readonly ListedDelivery[];
}

/** Every message that waits, is held, may have arrived, or failed, and every channel that takes none. */
export const listDeliveries = {
  name: "listDeliveries",
  input: Input,
  async run(world: Pick<World, "config" | "db" | "now">, { clientId }: z.output<typeof Input>): Promise<DeliveryList> {
    const now = world.now();
    const clients = clientsMeant(world.config(), clientId);
    const deliveries: ListedDelivery[] = [];
    for (const client of clients)
      for (const one of await unsettledDeliveries(world.db, client.clientId, now))
        deliveries.push(listed(one, (id) => client.receivers.find((receiver) => receiver.id === id)?.name ?? id));
    const ids = new Set(clients.map((client) => client.clientId));
    const barred = await barredChannels(world.db);
    return {
      schemaVersion: 1,
      asOf: now.toISOString(),
      barred: barred
        .filter(({ clientIds }) => clientIds.some((id) => ids.has(id)))
        .map(({ place, since, ...one }) => ({ ...one, address: place, since: since.toISOString() })),
      deliveries,
    };
  },
};

function listed({ row, closure, matters }: Unsettled, nameOf: (receiver: string) => string): ListedDelivery {
  const nextTry = [row.not_before, row.lease_until, closure?.not_before].filter((at) => at instanceof Date);
  return {
    key: row.delivery_key,
    clientId: row.client_id,
    receiver: nameOf(row.receiver),
    channel: row.channel,
    address: placeOf(row),
    about: aboutOf(row.message),
    state: stateOf(row.state, closure),
    since: (row.waiting_since ?? row.created_at).toISOString(),
    attempts: row.attempt,
    reason: reasonOf(row, closure),
    nextTryAt:
      row.state === "failed" || nextTry.length === 0
        ? null
        : new Date(Math.max(...nextTry.map((at) => at.getTime()))).toISOString(),
    divertedAt: row.diverted_at?.toISOString() ?? null,
    matters,
  };
}

function stateOf(state: Unsettled["row"]["state"], closure: Unsettled["closure"]): ListedDelivery["state"] {
  if (state === "failed") return "failed";
  if (state === "sending") return "uncertain";
  return closure?.kind === "barred" ? "held" : "waiting";
}

function reasonOf({ attempt, because, state }: Unsettled["row"], closure: Unsettled["closure"]): string | null {
  if (closure !== null) return closure.remedy === null ? closure.reason : `${closure.reason}: ${closure.remedy}`;
  return attempt > 0 || state === "failed" ? because : null;
}

function aboutOf(message: Unsettled["row"]["message"]): string {
  switch (message.kind) {
    case "alert":
      return message.alert.headline;
    case "weekly-report":
      return `Weekly report ${message.period}`;
    case "digest":
      return `Digest of ${message.alerts.length} alerts that waited`;
    case "drill":
      return `Drill for ${message.drill.clientName}`;
    case "graduated":
      return `Checks that alert from now on for ${message.graduation.clientName}`;
    case "restored":
      return "Summary after a restore";
  }
}
