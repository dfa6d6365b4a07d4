import { HubSpotBadAnswer, HubSpotError } from "../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";
import { UnreadableValue } from "../connectors/hubspot/values.ts";
import type { ConfigurationItem, ItemType } from "../domain/configuration.ts";
import type { ScanReceipt } from "../domain/scan.ts";
import { latestInventory, putInventory } from "../storage/configuration.ts";
import { saveScan } from "../storage/runs.ts";
import { describeBreak } from "./broken-scan.ts";
import { isLasting } from "./lasting-refusal.ts";
import type { RunName } from "./shapes.ts";
import type { ActivityWorld } from "./world.ts";

/** How each kind of configuration is read. */
const readers: Readonly<Record<ItemType, (portal: HubSpotPortal) => Promise<readonly ConfigurationItem[]>>> = {
  owner: (portal) => portal.owners(),
  pipeline: (portal) => portal.pipelines("pipeline"),
  "lead-pipeline": (portal) => portal.pipelines("lead-pipeline"),
  campaign: (portal) => portal.campaigns(),
  workflow: (portal) => portal.workflows(),
  form: (portal) => portal.forms(),
  list: (portal) => portal.lists(),
  user: (portal) => portal.users(),
  "marketing-email": (portal) => portal.marketingEmails(),
  "contact-property": (portal) => portal.properties("contact-property"),
  "company-property": (portal) => portal.properties("company-property"),
  "deal-property": (portal) => portal.properties("deal-property"),
  "lead-property": (portal) => portal.properties("lead-property"),
};

/**
 * Reads the kinds of configuration that a run needs and keeps them as versions. Each kind stands for itself: one that
 * may not be read leaves the others complete.
 */
export function makeSyncConfiguration(world: ActivityWorld) {
  const { db, portal, now } = world;
  return async function syncConfiguration(run: RunName, kinds: readonly ItemType[]): Promise<readonly ScanReceipt[]> {
    const opened = portal(run.clientId);
    return Promise.all(
      kinds.map(async (kind): Promise<ScanReceipt> => {
        const startedAt = now();
        const receipt = await readKind(world, run.clientId, opened, kind, async (items) =>
          putInventory(db, run.clientId, kind, items, new Date(run.asOf)),
        );
        await saveScan(db, run.clientId, run.runId, receipt, startedAt, now());
        return receipt;
      }),
    );
  };
}

async function readKind(
  world: ActivityWorld,
  clientId: string,
  portal: HubSpotPortal,
  kind: ItemType,
  keep: (items: readonly ConfigurationItem[]) => Promise<void>,
): Promise<ScanReceipt> {
  try {
    const known = (await latestInventory(world.db, clientId, kind)) ?? null;
    const items = await readTwice(kind, async () => readers[kind](portal), known);
    await keep(items);
    return { subject: kind, status: "complete", reason: null, records: items.length };
  } catch (error) {
    if (error instanceof UnreadableValue)
      return {
        subject: kind,
        status: "unreadable",
        reason: `A ${kind} holds a value that cannot be read: ${error.message}`,
        records: 0,
      };
    if (!(error instanceof HubSpotError)) throw error;
    if (!isLasting(error)) throw error;
    return { ...(await describeBreak(world, clientId, error)), subject: kind, status: "unreadable", records: 0 };
  }
}

/** With a third reading there is a majority. */
const mostReadings = 3;

/**
 * No list is its own witness, and these have no search to be held against. So where one misses what was there or names
 * something twice, or nobody knows what was there, two readings in a row have to agree.
 *
 * @throws {HubSpotBadAnswer} When no two do.
 */
async function readTwice(
  kind: ItemType,
  read: () => Promise<readonly ConfigurationItem[]>,
  known: readonly ConfigurationItem[] | null,
): Promise<readonly ConfigurationItem[]> {
  let items = await read();
  const ids = new Set(items.map(({ id }) => id));
  if (known !== null && ids.size === items.length && known.every(({ id }) => ids.has(id))) return items;
  for (let reading = 2; reading <= mostReadings; reading += 1) {
    const again = await read();
    if (hasSameIds(items, again)) return again;
    items = again;
  }
  throw new HubSpotBadAnswer(`the list of ${kind}s`, `${mostReadings} readings of it name different ones`);
}

/** The same items, and none of them twice. */
function hasSameIds(some: readonly ConfigurationItem[], others: readonly ConfigurationItem[]): boolean {
  const ids = new Set(some.map(({ id }) => id));
  return ids.size === others.length && some.length === others.length && others.every(({ id }) => ids.has(id));
}
