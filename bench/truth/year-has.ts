import type { Portal } from "../../simulators/hubspot/model/portal.ts";
import { stageOf } from "../../simulators/hubspot/model/pipeline.ts";
import type { StoredRecord } from "../../simulators/hubspot/model/stored-record.ts";

/** A record of a lived year with which something is amiss though nobody planted it. */
export interface LivedDefect {
  readonly checkId: string;
  readonly subjectId: string;
}

const dayMs = 86_400_000;

/**
 * What life itself brings in a year without trouble, read from the simulator's own records by the catalogue's words: a
 * company's contacts come to different people, and close dates are moved on. It has to be found like what was planted.
 */
export function yearHas(portal: Portal, at: number): readonly LivedDefect[] {
  const open = [...portal.records("deals")].filter(
    (deal) =>
      deal.exists(at) &&
      !deal.isArchived(at) &&
      stageOf(portal.pipelines("deals", at), deal.valueAt("dealstage", at))?.isClosed === false,
  );
  const told = (checkId: string, isAmiss: (deal: StoredRecord) => boolean) =>
    open.filter(isAmiss).map(({ id }) => ({ checkId, subjectId: id }));
  return [
    ...told("owners-disagree", (deal) => disagrees(deal, at)),
    ...told("deal-close-date-pushed", (deal) => isPushed(deal, at)),
  ];
}

function disagrees(deal: StoredRecord, at: number): boolean {
  const owner = deal.valueAt("hubspot_owner_id", at);
  const around = [...deal.linksTo("contacts", at), ...deal.linksTo("companies", at)];
  return owner !== null && around.some(({ to }) => !to.isArchived(at) && to.valueAt("hubspot_owner_id", at) !== owner);
}

/** At least three moves to a later day, or more than 60 days from the first date to the present one. */
function isPushed(deal: StoredRecord, at: number): boolean {
  const days = deal
    .changesUntil("closedate", at)
    .flatMap(({ value }) => (value ? [Math.floor(Date.parse(value) / dayMs)] : []));
  const pushes = days.filter((day, index) => index > 0 && day > days[index - 1]!).length;
  return pushes >= 3 || (days.length > 1 && days.at(-1)! - days[0]! > 60);
}
