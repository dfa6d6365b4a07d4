import { pairOfScan, type AssociationScan } from "../../domain/mirror/associations.ts";
import type { ScanSubject } from "../../domain/mirror/scan.ts";
import { inventoryKinds } from "./inventory/index.ts";
import { descriptorOf, forEachType } from "./types/index.ts";

/** What HubSpot asks of a token for some scans. */
export interface ScanScopes {
  /** Without these it is refused. */
  readonly needed: readonly string[];
  /** With these it knows more: what is ambiguous without them is told apart. */
  readonly better: readonly string[];
}

const contacts = "crm.objects.contacts.read";

const ownScopes: Readonly<Record<Exclude<ScanSubject, AssociationScan>, readonly string[]>> = {
  ...forEachType(({ scopes }) => scopes),
  ...scopesOfInventory(),
  hand: [contacts],
  touch: [contacts, "sales-email-read"],
};

/** Associations can be read by whoever may read the records at both ends. */
function neededBy(scan: ScanSubject): readonly string[] {
  const pair = pairOfScan(scan);
  if (pair === null) return ownScopes[scan as Exclude<ScanSubject, AssociationScan>];
  return [...descriptorOf(pair.from).scopes, ...descriptorOf(pair.to).scopes];
}

/** A conversion whose wording fits two forms is told apart by the forms and their submissions. */
const betterFor: { readonly [Scan in ScanSubject]?: readonly string[] } = { hand: ["forms"] };

/**
 * The scopes behind some scans, each once, sorted. What one of them needs is no longer only better for another.
 *
 * @param ifRead - Scans that cost no verdict where they are refused.
 */
export function scopesFor(scans: readonly ScanSubject[], ifRead: readonly ScanSubject[] = []): ScanScopes {
  const must = new Set(scans.flatMap(neededBy));
  const better = [...scans.flatMap((scan) => betterFor[scan] ?? []), ...ifRead.flatMap(neededBy)];
  const may = new Set(better.filter((scope) => !must.has(scope)));
  return { needed: [...must].sort(), better: [...may].sort() };
}

function scopesOfInventory() {
  const entries = Object.entries(inventoryKinds).map(([kind, { scopes }]) => [kind, scopes]);
  return Object.fromEntries(entries) as Record<keyof typeof inventoryKinds, readonly string[]>;
}
