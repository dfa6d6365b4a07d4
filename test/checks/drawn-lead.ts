import fc from "fast-check";
import { contact, instant, maybe } from "./holding.ts";

const rarely = maybe(instant).chain((at) => fc.constantFrom(null, null, at));

/** Any lead, most of them without an outreach. */
export const drawnLead = fc
  .record({
    record: contact,
    firstOutreachAt: rarely,
    lastContactedAt: rarely,
    lastReplyAt: rarely,
    ownedSince: maybe(instant),
    madeBy: fc.constantFrom(null, "FORM", "INTEGRATION", "IMPORT"),
    asks: fc.constantFrom(false, false, true),
  })
  .map(({ record, asks, ...some }) => ({ ...record, ...some, ...(asks ? {} : { hands: [], clocks: [] }) }));

/** A contact who has replied, and who is seldom no prospect. */
export const drawnReply = fc
  .record({ lead: drawnLead, lastReplyAt: instant, answered: fc.constantFrom(false, false, true) })
  .map(({ lead, lastReplyAt, answered }) => ({
    ...lead,
    lifecycleStage: "lead",
    leadStatus: null,
    lastReplyAt,
    lastContactedAt: answered ? lead.lastContactedAt : null,
  }));

/** Settings of the checks that share a lead; each takes its own. */
export const drawnLimits = fc.record(
  {
    promiseMinutes: fc.constantFrom(1, 60, 480),
    maxMinutesAfterOpening: fc.constantFrom(1, 60, 300),
    maxUntouchedHours: fc.constantFrom(1, 24, 200),
    maxUnansweredHours: fc.constantFrom(1, 24),
    criticalAfterHours: fc.constantFrom(2, 48),
    neverContactedAfterDays: fc.constantFrom(1, 7, 60),
    lookBackDays: fc.constantFrom(1, 7, 30, 60),
    maxCatchAllHours: fc.constantFrom(1, 24),
  },
  { requiredKeys: [] },
);
