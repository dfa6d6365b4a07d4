import { engagementTypes } from "../../connectors/hubspot/parse-touch.ts";
import type { FaultKind } from "../../simulators/hubspot/faults/fault.ts";
import type { Random } from "../faults/seeded-random.ts";
import { families, type Endpoint } from "./truth-endpoints.ts";
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

const propertiesOfType: Readonly<Record<string, readonly string[]>> = {
  contacts: ["hubspot_owner_id", "recent_conversion_date", "lifecyclestage", "hs_analytics_source"],
  deals: ["hubspot_owner_id", "closedate", "dealstage"],
  companies: ["hubspot_owner_id", "name"],
  leads: ["hubspot_owner_id", "hs_lead_name"],
  tasks: ["hs_task_status", "hs_task_subject"],
};

function propertiesOf({ path, target }: Endpoint): readonly string[] {
  const engagement = engagements.find((type) => type === target);
  if (engagement !== undefined) return engagementTypes[engagement];
  const type = /^\/crm\/objects\/2026-09\/(?<type>[a-z]+)/.exec(path)?.groups?.["type"];
  return propertiesOfType[type ?? "contacts"]!;
}

/** The fault of one seed, in the run of its group. */
export function truthFault(random: Random, family: number, phase: Phase): TruthFault {
  const endpoint = random.pick(families[family]!);
  const kind = random.pick(endpoint.kinds);
  const hasWitness = endpoint.witness === "always" || (endpoint.witness === "known" && phase !== "first list");
  const times = random.pick([1, 1, 2, 1_000]);
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
    times: hasWitness ? times : 1,
    property: random.pick(propertiesOf(endpoint)),
    lagMs: random.pick([60_000, 10 * 60_000, 25 * 60_000, 50 * 60_000]),
  };
}

/** What is new can hide behind a list that is wrong more than once, until it is right: nobody has heard of it yet. */
export function mayHideTheNew({ target, times }: TruthFault): boolean {
  const endpoint = families.flat().find((one) => one.target === target);
  return times > 1 && endpoint?.witness === "known";
}
