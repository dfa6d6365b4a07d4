import { HubSpotError } from "../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { localDayOf } from "../../domain/time/civil-day.ts";
import { putFigures } from "../../storage/inventory/figures.ts";
import type { ActivityWorld } from "../world.ts";

const dayMs = 86_400_000;
const pastDays = 90;
/** Each costs a request, and no verdict waits for it: what is met beyond has a past of our own from today on. */
const mostAsked = 100;

/** Items that were met for the first time, and what of their figures' past HubSpot itself remembers. */
export async function readPast(
  { db, client }: Pick<ActivityWorld, "db" | "client">,
  portal: Pick<HubSpotPortal, "pastFigures">,
  met: { readonly clientId: string; readonly kind: ItemType; readonly ids: readonly string[]; readonly asOf: Date },
): Promise<void> {
  const { clientId, kind, asOf } = met;
  const { timeZone } = client(clientId);
  const span = { from: new Date(asOf.getTime() - pastDays * dayMs), until: asOf };
  for (const id of met.ids.slice(0, mostAsked))
    try {
      const past = await portal.pastFigures(kind, id, span);
      if (past === null) return;
      await putFigures(db, clientId, kind, changesByDay(id, past, timeZone, localDayOf(asOf, timeZone)));
    } catch (error) {
      // It is a head start and no part of the look, which stays complete without it.
      if (!(error instanceof HubSpotError)) throw error;
      return;
    }
}

/** The last value of each past day, where it is another than on the day before. */
function changesByDay(
  id: string,
  past: readonly { readonly at: Date; readonly value: number }[],
  timeZone: string,
  today: string,
) {
  const inOrder = past.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const byDay = new Map(inOrder.map(({ at, value }) => [localDayOf(at, timeZone), value]));
  const days = [...byDay].filter(([day]) => day < today);
  return days.filter(([, value], index) => value !== days[index - 1]?.[1]).map(([day, value]) => ({ id, day, value }));
}
