import { sayLag } from "../../domain/mirror/say-lag.ts";
import { tolerableLagMs } from "../../domain/mirror/search-lag.ts";
import { warn, type DoctorLine } from "./doctor-line.ts";
import type { Probes } from "./probes.ts";

/** Whether HubSpot's search shows a client's changes in time, as far as its runs have seen; no line while it does. */
export async function examineSearch(probes: Probes, clientId: string): Promise<readonly DoctorLine[]> {
  const lags = (await probes.searchLags(clientId)) ?? [];
  return lags.map(({ recordType, ms }) => {
    const what = `HubSpot's search ${clientId}`;
    const why = sayLag({ recordType, minutes: Math.floor(ms / 60_000) });
    return warn(what, why, ms > tolerableLagMs ? doubted : followed);
  });
}

const followed = "Nothing to do: audits ask again for so long, and find each change as soon as the search shows it.";
const doubted =
  "Nothing of it is called healthy until the search has caught up or a full list was read. If it stays so, look at https://status.hubspot.com.";
