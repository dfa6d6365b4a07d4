import { engagementTypes } from "../../connectors/hubspot/parse-touch.ts";
import type { FaultKind } from "../../simulators/hubspot/faults/fault.ts";
import type { Random } from "../faults/seeded-random.ts";
import { engagements } from "./truth-life.ts";

export const phases = ["first list", "later list", "increment"] as const;
export type Phase = (typeof phases)[number];

/** One way in which one endpoint answers wrongly, from one of its pages on. */
export interface TruthFault {
  readonly phase: Phase;
  /** What is read there, such as "contacts list" or "owners". */
  readonly target: string;
  readonly kind: FaultKind | "lag";
  /** Undefined: in whatever way it is asked. */
  readonly method: "GET" | "POST" | undefined;
  readonly path: string;
  readonly body?: string | undefined;
  readonly skip: number;
  /** How many answers it spoils; a thousand are all of a run. */
  readonly times: number;
  readonly property: string;
  readonly lagMs: number;
}

interface Endpoint {
  readonly target: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** A text in the body, where the path answers several questions. */
  readonly body?: string;
  readonly kinds: readonly TruthFault["kind"][];
  /** Pages that it has, at least. */
  readonly pages: number;
  /** Where nothing else knows what such a list leaves out, only one answer in a run is wrong. */
  readonly hasWitness: boolean;
}

const pageFaults = [
  "last-page",
  "repeated-page",
  "repeated-cursor",
  "thin-page",
  "void-page",
  "empty-page",
  "500",
] as const;
const listed = [...pageFaults, "lost-property"] as const;
const searched = [
  "thin-page",
  "void-page",
  "low-count",
  "repeated-page",
  "lost-property",
  "lag",
  "500",
  "empty-object",
] as const;
const byId = ["thin-page", "void-page", "lost-property", "500"] as const;

const ofRecords = (type: "contacts" | "deals"): readonly Endpoint[] => {
  const path = `/crm/objects/2026-09/${type}`;
  return [
    { target: `${type} list`, method: "GET", path, kinds: listed, pages: 6, hasWitness: true },
    { target: `${type} search`, method: "POST", path: `${path}/search`, kinds: searched, pages: 3, hasWitness: true },
    { target: `${type} batch`, method: "POST", path: `${path}/batch`, kinds: byId, pages: 1, hasWitness: true },
  ];
};

const contacts = ofRecords("contacts");
const deals = ofRecords("deals");
const linked: readonly Endpoint[] = [
  {
    target: "associations",
    method: "POST",
    path: "/crm/associations",
    kinds: ["thin-page", "void-page", "500"],
    pages: 3,
    hasWitness: true,
  },
  {
    target: "history",
    method: "POST",
    path: "/crm/objects/2026-09/contacts/batch/read",
    body: '"propertiesWithHistory":["',
    kinds: ["thin-page", "void-page", "empty-object", "500"],
    pages: 0,
    hasWitness: true,
  },
];
const logged = engagements.map((type): Endpoint => ({
  target: type,
  method: "POST",
  path: `/crm/objects/2026-09/${type}/batch/read`,
  kinds: byId,
  pages: 0,
  hasWitness: true,
}));
const people: readonly Endpoint[] = [
  { target: "owners", method: "GET", path: "/crm/owners", kinds: pageFaults, pages: 3, hasWitness: false },
  {
    target: "pipelines",
    method: "GET",
    path: "/crm/pipelines",
    kinds: ["thin-page", "void-page", "500"],
    pages: 0,
    hasWitness: false,
  },
  {
    target: "properties",
    method: "GET",
    path: "/crm/properties",
    kinds: ["thin-page", "void-page", "500"],
    pages: 1,
    hasWitness: true,
  },
];
const marketing: readonly Endpoint[] = [
  { target: "campaigns", method: "GET", path: "/marketing/campaigns", kinds: pageFaults, pages: 2, hasWitness: false },
  { target: "forms", method: "GET", path: "/marketing/v3/forms", kinds: pageFaults, pages: 1, hasWitness: false },
  {
    target: "submissions",
    method: "GET",
    path: "/form-integrations/v1/submissions/forms",
    kinds: pageFaults,
    pages: 4,
    hasWitness: false,
  },
];

/** One fault of each family strikes the same run: what one family says is no witness for another. */
export const families = [contacts, deals, linked, logged, people, marketing] as const;

const ofContacts = ["hubspot_owner_id", "recent_conversion_date", "lifecyclestage", "hs_analytics_source"];
const ofDeals = ["hubspot_owner_id", "closedate", "dealstage"];

function propertiesOf({ path, target }: Endpoint): readonly string[] {
  const engagement = engagements.find((type) => type === target);
  if (engagement !== undefined) return engagementTypes[engagement];
  return path.includes("/deals") ? ofDeals : ofContacts;
}

/** The fault of one seed, in the run of its group. */
export function truthFault(random: Random, family: number, phase: Phase): TruthFault {
  const endpoint = random.pick(families[family]!);
  const kind = random.pick(endpoint.kinds);
  const times = endpoint.hasWitness ? random.pick([1, 1, 2, 1_000]) : 1;
  // A property that HubSpot has lost for good is lost in whatever way it is asked for.
  const isEverywhere = kind === "lost-property" && times === 1_000;
  const [everywhere] = /^\/crm\/objects\/2026-09\/[a-z]+/.exec(endpoint.path) ?? [endpoint.path];
  return {
    phase,
    target: endpoint.target,
    kind,
    method: isEverywhere ? undefined : endpoint.method,
    path: isEverywhere ? everywhere : endpoint.path,
    body: endpoint.body,
    skip: isEverywhere ? 0 : random.int(0, random.pick([0, endpoint.pages])),
    times,
    property: random.pick(propertiesOf(endpoint)),
    lagMs: random.pick([60_000, 10 * 60_000, 25 * 60_000, 50 * 60_000]),
  };
}
