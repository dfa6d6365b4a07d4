import type { OutboxRow } from "../../storage/outbox.ts";
import type { ActivityWorld } from "../world.ts";

/** Whether it goes to somebody who runs Revwatch: they alone are shown Temporal's pages. */
export function isOperator({ operators }: ActivityWorld, row: OutboxRow): boolean {
  return operators(row.client_id).some(({ id }) => id === row.receiver);
}
