import { countOf } from "../../domain/duration.ts";
import { leadParams } from "../../checks/lead.ts";
import type { ValueInUse } from "../../connectors/hubspot/read-values-in-use.ts";
import type { Answer, PortalFacts } from "./portal-facts.ts";
import { quote } from "./propose-hands.ts";
import type { Section } from "./section.ts";

/** HubSpot's own lifecycle stages, of which everybody knows whether they are leads. */
const standardStages = [
  "subscriber",
  "lead",
  "marketingqualifiedlead",
  "salesqualifiedlead",
  "opportunity",
  "customer",
  "evangelist",
  "other",
];
/** HubSpot's own lead statuses of a lead that is being worked on. */
const openStatuses = ["NEW", "OPEN", "IN_PROGRESS", "ATTEMPTED_TO_CONTACT", "CONNECTED"];
/** Words of statuses that end the work, whatever a portal calls them. */
const closing =
  /unqualif|disqualif|not qualif|\blost\b|closed|junk|spam|duplicate|not? interest|bad timing|invalid|wrong|converted/i;

const usualStages = leadParams.leadStages.parse(undefined);
const usualStatuses = leadParams.closedLeadStatuses.parse(undefined);

/** Which lifecycle stages are leads: HubSpot's own as far as the portal has them; its own ones are asked about. */
export function proposeLeadStages({ lifecycleStages }: Pick<PortalFacts, "lifecycleStages">): Section {
  return propose("leadStages", lifecycleStages, {
    what: "lifecycle stage",
    usual: usualStages,
    counts: ({ value }) => usualStages.includes(value),
    isKnown: ({ value }) => standardStages.includes(value),
    ask: "Are its contacts leads?",
    askAll: "Which lifecycle stages are leads?",
  });
}

/** Which lead statuses end the work on a lead: HubSpot's own, and those whose names say so. */
export function proposeLeadStatuses({ leadStatuses }: Pick<PortalFacts, "leadStatuses">): Section {
  return propose("closedLeadStatuses", leadStatuses, {
    what: "lead status",
    usual: usualStatuses,
    counts: ({ value, label }) => usualStatuses.includes(value) || closing.test(value) || closing.test(label),
    isKnown: ({ value, label }) => openStatuses.includes(value) || closing.test(value) || closing.test(label),
    ask: "Does it end the work on a lead?",
    askAll: "Which lead statuses end the work on a lead?",
  });
}

interface Rules {
  readonly what: string;
  /** What holds when the setting is left out. */
  readonly usual: readonly string[];
  readonly counts: (one: ValueInUse) => boolean;
  readonly isKnown: (one: ValueInUse) => boolean;
  /** Of one value. */
  readonly ask: string;
  readonly askAll: string;
}

function propose(key: string, answer: Answer<readonly ValueInUse[]>, rules: Rules): Section {
  const { what, usual, counts, isKnown, ask, askAll } = rules;
  if ("refused" in answer)
    return {
      key,
      because: [],
      value: null,
      questions: [`${askAll} They could not be read: ${answer.refused} (${key})`],
    };
  const inUse = answer.value.filter(({ records }) => records > 0);
  const chosen = answer.value.filter(counts).map(({ value }) => value);
  const isUsual = chosen.length === usual.length && usual.every((value) => chosen.includes(value));
  const open = inUse.filter((one) => !counts(one) && !isKnown(one));
  const many = what === "lead status" ? "Lead statuses" : "Lifecycle stages";
  const said = inUse.map(({ label, records }) => `${label} (${records})`).join(", ");
  return {
    key,
    because: [
      `${many} in use: ${said === "" ? "none" : said}.`,
      ...(isUsual ? [`Without ${key}: those that count are ${usual.join(", ")}, and this portal has them.`] : []),
    ],
    value: isUsual ? null : chosen,
    questions: open.map(
      ({ value, label, records }) =>
        `${ask} The ${what} ${quote(label)} has ${countOf(records, "contact")}. If so, add ${JSON.stringify(value)} (${key})`,
    ),
  };
}
