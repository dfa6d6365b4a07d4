import { z } from "zod";
import type { ClientConfig } from "../../config/config.ts";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import { recordUrl } from "../../connectors/hubspot/record-url.ts";
import { differenceOf } from "../../domain/inventory/difference.ts";
import type { Drift } from "../../domain/inventory/drift.ts";
import { uiDomainOf } from "../../storage/clients.ts";
import { driftOf } from "../../storage/inventory/drift.ts";
import { clientsMeant } from "../reads/known-client.ts";
import type { World } from "../world.ts";
import { namesFor } from "./names-for.ts";

const Input = z.strictObject({ clientId: z.string().optional() });

/** Something of a portal that is otherwise than it was approved. */
export interface ListedDrift {
  readonly clientId: string;
  /** `{kind}/{id}`, by which the other verbs name it. */
  readonly item: string;
  readonly name: string;
  readonly noun: string;
  /** The version that was seen: a verdict on it does not hold for a later one. */
  readonly version: number;
  readonly changedAt: string;
  /** Sentences; never empty. */
  readonly difference: readonly string[];
  /** Its page in HubSpot; null for what has none, or is deleted. */
  readonly url: string | null;
  readonly investigation: { readonly by: string; readonly since: string; readonly note: string | null } | null;
}

export interface DriftList {
  readonly schemaVersion: 1;
  readonly asOf: string;
  readonly drift: readonly ListedDrift[];
}

/** What differs from the approved set-up of each portal, the latest change first. */
export const listDrift = {
  name: "listDrift",
  input: Input,
  async run(world: Pick<World, "config" | "db" | "now">, { clientId }: z.output<typeof Input>): Promise<DriftList> {
    const drift: ListedDrift[] = [];
    for (const client of clientsMeant(world.config(), clientId)) drift.push(...(await driftIn(world, client)));
    return { schemaVersion: 1, asOf: world.now().toISOString(), drift };
  },
};

async function driftIn({ db }: Pick<World, "db">, client: ClientConfig): Promise<readonly ListedDrift[]> {
  const { clientId, portalId } = client;
  const drifts = await driftOf(db, clientId);
  if (drifts.length === 0) return [];
  const nameOf = await namesFor(db, clientId);
  const uiDomain = await uiDomainOf(db, clientId);
  return drifts.flatMap((drift) => {
    const { words } = inventoryKinds[drift.kind];
    const difference = differenceOf(words, drift.approved, drift.current, { nameOf });
    if (difference.length === 0) return [];
    const url = drift.current === null ? null : recordUrl(uiDomain, portalId, drift.kind, drift.id);
    return [{ clientId, noun: words.noun, difference, url, ...listed(drift) }];
  });
}

function listed({ kind, id, version, current, approved, changedAt, investigation }: Drift) {
  return {
    item: `${kind}/${id}`,
    name: (current ?? approved)!.name,
    version,
    changedAt: changedAt.toISOString(),
    investigation: investigation === null ? null : { ...investigation, since: investigation.since.toISOString() },
  };
}
