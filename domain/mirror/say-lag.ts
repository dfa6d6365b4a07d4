import { sayMinutes } from "../duration.ts";
import { pluralOf } from "../plural.ts";

/** How late HubSpot's search showed changes, as far as it was seen. */
export function sayLag({ recordType, minutes }: { readonly recordType: string; readonly minutes: number }): string {
  return `HubSpot's search showed changes of ${pluralOf(recordType)} ${sayMinutes(minutes)} late or more within the last day.`;
}
