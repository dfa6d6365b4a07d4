/** What the portal of the workflows has, in HubSpot's own words. */

/** Property → its options; empty for a text. */
export const contactProperties: Readonly<Record<string, readonly string[]>> = {
  city: [],
  tier: ["gold", "silver"],
  lifecyclestage: ["lead", "customer"],
  hubspot_owner_id: [],
};
export const archivedProperties: readonly string[] = ["old_score", "old_tier"];
export const formIds: readonly string[] = ["f-1", "f-2"];
export const userIds: readonly string[] = ["71", "72"];
/** Owner → still active. */
export const owners: Readonly<Record<string, boolean>> = { "1": true, "2": true, "3": false };

const by = (property: string) => ({ filters: [{ filterType: "PROPERTY", property, operation: {} }] });
/** List → its filters. */
export const lists: Readonly<Record<string, object>> = {
  "11": by("city"),
  "12": by("old_score"),
  "13": { filters: [{ filterType: "IN_LIST", listId: "12" }] },
  "14": { filters: [{ filterType: "IN_LIST", listId: "11" }] },
};
