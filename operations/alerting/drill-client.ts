import { randomBytes } from "node:crypto";
import { z } from "zod";
import { businessTimeOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import { sayTemporalError } from "../../connectors/temporal/error-class.ts";
import { wakeSender } from "../../connectors/temporal/signals.ts";
import { addressOn, traitsOf, waysTo } from "../../domain/alerting/channels.ts";
import { drillCandidates, sayTopics, type DrillHop } from "../../domain/alerting/drill.ts";
import { runPipeline } from "../../domain/alerting/run-pipeline.ts";
import { countOf } from "../../domain/duration.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { readDeliveries } from "../../storage/drills.ts";
import { deliveryKey, enqueue, type Delivery } from "../../storage/outbox.ts";
import { Refused } from "../operation.ts";
import { knownClient } from "../reads/known-client.ts";
import type { ChoosingWorld } from "./change-choices.ts";
import { by } from "./meant-findings.ts";
import { readPeople } from "./people.ts";
import { loadPipelineFacts } from "./pipeline-facts.ts";

const Input = z.strictObject({
  clientId: z.string(),
  /** Only to this receiver; left out: to whoever hears of a topic now. */
  receiver: z.string().max(40).optional(),
  /** How long to wait for channels, in seconds. */
  waitSeconds: z.int().min(1).max(300).default(60),
  by,
});

export interface DrillResult {
  readonly ok: boolean;
  readonly clientId: string;
  readonly hops: readonly DrillHop[];
}

const lookEveryMs = 200;

/**
 * Sends a marked test the whole way of an alert: config, stages, outbox, sender, channels. It opens no finding and no
 * alert, and its messages say first that nothing is wrong.
 */
export const drillClient = {
  name: "drillClient",
  input: Input,
  /** @throws {Refused} For a client or receiver that is not there. */
  async run(world: ChoosingWorld, input: z.output<typeof Input>): Promise<DrillResult> {
    const began = performance.now();
    const hops: DrillHop[] = [];
    const note = (hop: DrillHop["hop"], state: DrillHop["state"], what: string) =>
      hops.push({ hop, state, what, afterMs: Math.round(performance.now() - began) });
    const client = knownClient(world.config(), input.clientId);
    const { clientId } = client;
    note("config", "ok", `${client.name} has ${countOf(client.receivers.length, "receiver")}`);

    const { told, held } = await routedNow(world.db, client, world.now());
    for (const { receiver, topics } of told)
      note("pipeline", "ok", `${nameOf(client, receiver)} hears of ${sayTopics(topics)}`);
    for (const { because, topics } of held) note("pipeline", "held", `${sayTopics(topics)}: ${because}`);

    const receivers = input.receiver === undefined ? told.map(({ receiver }) => receiver) : [input.receiver];
    const deliveries = deliveriesOf(client, receivers, input.by, world.now());
    await world.db.transaction().execute(async (transaction) => {
      await enqueue(transaction, deliveries, world.now());
      const detail = { receivers, via: "cli" };
      await addAuditEntry(transaction, { clientId, at: world.now(), byWhom: input.by, verb: "drill", detail });
    });
    note("outbox", deliveries.length > 0 ? "ok" : "failed", `${countOf(deliveries.length, "message")} written`);

    try {
      await wakeSender(await world.temporal(), clientId);
      note("sender", "ok", "the client's sender was woken");
    } catch (error) {
      const reason = sayTemporalError(error);
      if (reason === null) throw error;
      note("sender", "failed", `${reason} The sweep wakes it within a minute once Temporal answers`);
    }

    const until = began + input.waitSeconds * 1_000;
    const left = new Map(deliveries.map((delivery) => [deliveryKey(delivery), delivery]));
    while (left.size > 0) {
      const isOver = performance.now() >= until;
      for (const { key, state, because } of await readDeliveries(world.db, clientId, [...left.keys()])) {
        const isSettled = state === "sent" || state === "failed" || state === "dismissed";
        if (!isSettled && !isOver) continue;
        const { receiver, channel } = left.get(key)!;
        const way = `${traitsOf(channel).name} to ${nameOf(client, receiver)}`;
        const outcome = state === "sent" ? "ok" : isSettled ? "failed" : "waiting";
        note("channel", outcome, outcome === "ok" ? way : `${way}: ${because ?? "it has not been sent yet"}`);
        left.delete(key);
      }
      if (isOver) break;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    const isWell = deliveries.length > 0 && hops.every(({ state }) => state === "ok" || state === "held");
    return { ok: isWell, clientId, hops };
  },
};

/** Who would hear of a new finding of each topic now, and what would hold it. */
async function routedNow(db: StoreHandle, client: ClientConfig, now: Date) {
  const people = await readPeople(db, client);
  const facts = await loadPipelineFacts(db, client, { open: [], people, notices: [] }, now);
  const staged = runPipeline(drillCandidates(now), facts, now);
  const told = [...Map.groupBy(staged.kept, ({ receiver }) => receiver!)].map(([receiver, kept]) => ({
    receiver,
    topics: kept.map(({ topic }) => topic),
  }));
  const held = [...Map.groupBy(staged.held, ({ because }) => because)].map(([because, all]) => ({
    because,
    topics: all.map(({ candidate }) => candidate.topic),
  }));
  return { told, held };
}

function nameOf({ receivers }: ClientConfig, receiver: string): string {
  return receivers.find(({ id }) => id === receiver)?.name ?? receiver;
}

/** One for each way to each of them. */
function deliveriesOf(client: ClientConfig, receivers: readonly string[], byWhom: string, now: Date): Delivery[] {
  const { timeZone } = businessTimeOf(client);
  const period = randomBytes(6).toString("hex");
  const drill = { clientName: client.name, by: byWhom, at: now.toISOString(), timeZone };
  return receivers.flatMap((id) => {
    const receiver = client.receivers.find((one) => one.id === id);
    if (receiver === undefined) throw new Refused(`${client.name} has no receiver "${id}".`);
    return waysTo(receiver).map(({ channel, place }) => ({
      clientId: client.clientId,
      alertId: null,
      episode: null,
      revision: null,
      channel,
      act: traitsOf(channel).canEdit ? ("open" as const) : ("mail" as const),
      receiver: id,
      address: addressOn(channel, place),
      message: { kind: "drill" as const, period, drill },
      because: `${byWhom} asked for a drill`,
    }));
  });
}
