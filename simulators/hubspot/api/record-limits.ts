import { recordTypes, traitsOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";

/** What HubSpot allows of each of its own types in every paid plan. */
const limit = 15_000_000;

/** How many records of each type the portal has: a count that rests on no list and no search. */
export function recordLimits(call: Call): Answer {
  return limitsAnswer((type) => {
    let usage = 0;
    for (const record of call.portal.records(type))
      if (record.exists(call.at) && !record.isArchived(call.at)) usage += 1;
    return usage;
  });
}

/** The same answer from whoever can count. */
export function limitsAnswer(count: (type: RecordType) => number): Answer {
  const hubspotDefinedObjectTypes = recordTypes
    .filter((type) => type !== "users")
    .map((type) => {
      const usage = count(type);
      const { objectTypeId } = traitsOf[type];
      const plural = type.charAt(0).toUpperCase() + type.slice(1);
      const singular = type === "companies" ? "Company" : plural.slice(0, -1);
      return {
        objectTypeId,
        singularLabel: singular,
        pluralLabel: plural,
        usage,
        limit,
        percentage: (usage / limit) * 100,
      };
    });
  const customObjectTypes = { byObjectType: [], overallLimit: 0, overallPercentage: 0, overallUsage: 0 };
  return ok({ customObjectTypes, hubspotDefinedObjectTypes });
}
