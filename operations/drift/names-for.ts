import type { ItemType } from "../../domain/inventory/inventory.ts";
import type { NameOf } from "../../domain/inventory/words.ts";
import type { StoreReader } from "../../storage/database.ts";
import { namesOf } from "../../storage/inventory/read-inventory.ts";

/** The kinds that others name by their id. */
const named: readonly ItemType[] = ["owner", "user", "team", "list", "form", "campaign", "workflow", "marketing-email"];

/** Names of a client's items, as far as they have been read. */
export async function namesFor(db: StoreReader, clientId: string): Promise<NameOf> {
  const names = await namesOf(db, clientId, named);
  return (kind, id) => names.get(`${kind}/${id}`) ?? null;
}
