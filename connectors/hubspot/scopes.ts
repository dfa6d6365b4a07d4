import type { ScanSubject } from "../../domain/mirror/scan.ts";
import { inventoryKinds } from "./inventory/index.ts";
import { forEachType } from "./types/index.ts";

/** What HubSpot asks of a token for some scans. */
export interface ScanScopes {
  /** Without these it is refused. */
  readonly needed: readonly string[];
  /** With these it knows more: what is ambiguous without them is told apart. */
  readonly better: readonly string[];
}

const contacts = "crm.objects.contacts.read";

const neededBy: Readonly<Record<ScanSubject, readonly string[]>> = {
  ...forEachType(({ scopes }) => scopes),
  ...scopesOfInventory(),
  hand: [contacts],
  touch: [contacts, "sales-email-read"],
};

/** A conversion whose wording fits two forms is told apart by the forms and their submissions. */
const betterFor: { readonly [Scan in ScanSubject]?: readonly string[] } = { hand: ["forms"] };

/** The scopes behind some scans, each once, sorted. What one of them needs is no longer only better for another. */
export function scopesFor(scans: readonly ScanSubject[]): ScanScopes {
  const must = new Set(scans.flatMap((scan) => neededBy[scan]));
  const may = new Set(scans.flatMap((scan) => betterFor[scan] ?? []).filter((scope) => !must.has(scope)));
  return { needed: [...must].sort(), better: [...may].sort() };
}

function scopesOfInventory() {
  const entries = Object.entries(inventoryKinds).map(([kind, { scopes }]) => [kind, scopes]);
  return Object.fromEntries(entries) as Record<keyof typeof inventoryKinds, readonly string[]>;
}
