import { explainTemporalError } from "../../connectors/temporal/error-class.ts";
import { wakeSender } from "../../connectors/temporal/signals.ts";
import type { World } from "../world.ts";
import { announceChanged } from "./announce-changed.ts";

/** As long as a person may have to wait for Temporal, which is not needed for the answer. */
const patienceMs = 3_000;

/**
 * Brings what a person has changed to the alerts' workflows and to the sender. The store has it already: where Temporal
 * does not answer in time, the sweep does this within a minute.
 */
export async function wakeAlerts(world: Pick<World, "db" | "temporal">, clientId: string): Promise<void> {
  try {
    const temporal = await world.temporal();
    await temporal.withDeadline(Date.now() + patienceMs, async () => {
      await announceChanged(world.db, temporal, clientId);
      await wakeSender(temporal, clientId);
    });
  } catch (error) {
    if (explainTemporalError(error) === null) throw error;
  }
}
