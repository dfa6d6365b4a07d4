import { z } from "zod";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import type { Drift } from "../../domain/inventory/drift.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { driftOf } from "../../storage/inventory/drift.ts";
import { clientsMeant } from "../reads/known-client.ts";
import { Refused } from "../operation.ts";
import type { World } from "../world.ts";

/** By what a person names one change. */
export const driftName = {
  /** `{kind}/{id}`, as `revwatch drift` prints it. */
  item: z.string().min(3).max(500),
  /** Needed only where two clients have a change of that name. */
  clientId: z.string().optional(),
  /** The version that the person has seen; the present one when left out. */
  version: z.int().min(1).optional(),
};

export interface FoundDrift extends Drift {
  readonly clientId: string;
}

/**
 * The change that a person means.
 *
 * @throws {Refused} When there is none, when two clients have it, or when the item has changed since.
 */
export async function findDrift(
  { config, db }: Pick<World, "config" | "db">,
  {
    item,
    clientId,
    version,
  }: { readonly item: string; readonly clientId?: string | undefined; readonly version?: number | undefined },
): Promise<FoundDrift> {
  const [kind, id] = [item.slice(0, item.indexOf("/")), item.slice(item.indexOf("/") + 1)];
  if (!Object.hasOwn(inventoryKinds, kind))
    throw new Refused(`"${item}" names no item. \`revwatch drift\` prints them as kind/id, such as workflow/123.`);
  const found: FoundDrift[] = [];
  for (const client of clientsMeant(config(), clientId))
    for (const drift of await driftOf(db, client.clientId, [kind as ItemType]))
      if (drift.id === id) found.push({ ...drift, clientId: client.clientId });
  const [only, other] = found;
  if (only === undefined)
    throw new Refused(`${item} is as it was approved, or no one has read it. \`revwatch drift\` lists what differs.`);
  if (other !== undefined)
    throw new Refused(
      `${found.map((one) => one.clientId).join(" and ")} have a change of ${item}. Say which: --client.`,
    );
  if (version !== undefined && version !== only.version)
    throw new Refused(
      `${item} has changed since version ${version}: it is at version ${only.version} now. Look at it again.`,
    );
  return only;
}
