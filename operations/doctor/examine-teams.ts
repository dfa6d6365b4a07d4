import type { ClientConfig } from "../../config/config.ts";
import { unknownTeams } from "../../config/unknown-teams.ts";
import { countOf } from "../../domain/duration.ts";
import { ok, unknown, warn, type DoctorLine } from "./doctor-line.ts";
import type { PortalProbe } from "./probes.ts";

/** Whether HubSpot knows the teams that have hours of their own. */
export function examineTeams(client: ClientConfig, { owners }: Pick<PortalProbe, "owners">): readonly DoctorLine[] {
  const what = `Team hours ${client.clientId}`;
  const count = client.teamHours?.length ?? 0;
  if (count === 0) return [];
  if (owners === undefined || owners === null)
    return [
      unknown(
        what,
        "HubSpot does not let us read the owners and their teams.",
        "See the lines on scopes and endpoints.",
      ),
    ];
  const faults = unknownTeams(client, owners);
  const fix = `Correct the name in clients/${client.clientId}.yaml, or write the team's id, or give its people that main team in HubSpot.`;
  return faults.length === 0
    ? [ok(what, `Owners are in each of the ${countOf(count, "team")} that have hours of their own.`)]
    : faults.map((fault) => warn(what, fault, fix));
}
