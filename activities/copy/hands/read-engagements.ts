import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import { decides, engagementTypes, type EngagementType } from "../../../connectors/hubspot/parse-touch.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";

type Records = Awaited<ReturnType<HubSpotPortal["recordsById"]>>;

/**
 * At most 100 engagements by id. What is not set HubSpot answers as null; those of which an answer leaves something out
 * altogether are read once more, since a meeting without its outcome looks like one that was never cancelled.
 *
 * @throws {HubSpotBadAnswer} When two answers leave out what decides.
 */
export async function readEngagements(
  portal: Pick<HubSpotPortal, "recordsById">,
  type: EngagementType,
  ids: readonly string[],
): Promise<Records> {
  const names: readonly string[] = engagementTypes[type];
  const lacked = ({ properties }: Records["records"][number]) => names.filter((name) => !(name in properties));
  const first = await portal.recordsById(type, names, ids);
  const whole = first.records.filter((record) => lacked(record).length === 0);
  if (whole.length === first.records.length) return first;

  const lacking = first.records.filter((record) => lacked(record).length > 0).map(({ id }) => id);
  const again = await portal.recordsById(type, names, lacking);
  const lost = new Set(again.records.flatMap(lacked).filter(decides));
  if (lost.size > 0) throw new HubSpotBadAnswer(`POST batch read of ${type}`, `it leaves out ${[...lost].join(", ")}`);
  return { records: [...whole, ...again.records], gone: [...first.gone, ...again.gone] };
}
