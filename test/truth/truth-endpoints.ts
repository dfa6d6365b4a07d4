import type { FaultKind } from "../../simulators/hubspot/faults/fault.ts";
import { engagements } from "./truth-life.ts";

/** An endpoint, and the ways in which it can answer wrongly. */
export interface Endpoint {
  /** What is read there, such as "contacts list" or "owners". */
  readonly target: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** A text in the body, where the path answers several questions. */
  readonly body?: string;
  readonly kinds: readonly (FaultKind | "lag")[];
  /** Pages that it has, at least. */
  readonly pages: number;
  /**
   * What knows of that which such an answer leaves out. `always`: something else that is asked. `known`: each item that
   * was there before is asked for by itself, so at first, and for what is new, one list has to be right. `nothing`: two
   * readings that agree are believed, so only one answer of a run is wrong.
   */
  readonly witness: "always" | "known" | "nothing";
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
const oneAnswer = ["thin-page", "void-page", "500"] as const;

const ofRecords = (type: string, pages: number): readonly Endpoint[] => {
  const path = `/crm/objects/2026-09/${type}`;
  const witness = "always";
  return [
    { target: `${type} list`, method: "GET", path, kinds: listed, pages, witness },
    { target: `${type} search`, method: "POST", path: `${path}/search`, kinds: searched, pages: 3, witness },
    { target: `${type} batch`, method: "POST", path: `${path}/batch`, kinds: byId, pages: 1, witness },
  ];
};

const get = (target: string, path: string, rest: Pick<Endpoint, "kinds" | "pages" | "witness">): Endpoint => ({
  target,
  method: "GET",
  path,
  ...rest,
});
const post = (target: string, path: string, rest: Pick<Endpoint, "kinds" | "pages" | "witness">): Endpoint => ({
  target,
  method: "POST",
  path,
  ...rest,
});

const linked: readonly Endpoint[] = [
  post("associations", "/crm/associations", { kinds: oneAnswer, pages: 6, witness: "always" }),
  {
    ...post("history", "/crm/objects/2026-09/contacts/batch/read", {
      kinds: ["thin-page", "void-page", "empty-object", "500"],
      pages: 0,
      witness: "always",
    }),
    body: '"propertiesWithHistory":["',
  },
];
const logged = engagements.map((type) =>
  post(type, `/crm/objects/2026-09/${type}/batch/read`, { kinds: byId, pages: 0, witness: "always" }),
);
const people: readonly Endpoint[] = [
  get("owners", "/crm/owners", { kinds: pageFaults, pages: 3, witness: "known" }),
  get("users", "/settings/users/2026-03$", { kinds: pageFaults, pages: 0, witness: "known" }),
  get("teams", "/settings/users/2026-03/teams", { kinds: oneAnswer, pages: 0, witness: "nothing" }),
];
const definitions: readonly Endpoint[] = [
  get("pipelines", "/crm/pipelines/", { kinds: oneAnswer, pages: 3, witness: "known" }),
  get("guard rails", "/crm/pipelines-rules/", { kinds: ["500", "empty-object"], pages: 4, witness: "always" }),
  // The first questions are which properties each record type has; the others are the definitions themselves.
  get("properties", "/crm/properties", { kinds: oneAnswer, pages: 12, witness: "known" }),
  get("rules of properties", "/crm/property-validations", { kinds: oneAnswer, pages: 3, witness: "nothing" }),
];
const marketing: readonly Endpoint[] = [
  get("campaigns", "/marketing/campaigns", { kinds: pageFaults, pages: 1, witness: "known" }),
  get("forms", "/marketing/v3/forms", { kinds: pageFaults, pages: 0, witness: "known" }),
  get("e-mails", "/marketing/emails", { kinds: pageFaults, pages: 1, witness: "known" }),
  get("submissions", "/form-integrations/v1/submissions/forms", { kinds: pageFaults, pages: 4, witness: "nothing" }),
];
const automation: readonly Endpoint[] = [
  get("workflows", "/automation/v4/flows", { kinds: pageFaults, pages: 1, witness: "known" }),
  post("workflows batch", "/automation/v4/flows/batch/read", { kinds: oneAnswer, pages: 0, witness: "always" }),
  post("lists", "/crm/lists/2026-09/search", {
    kinds: [
      "last-page",
      "repeated-page",
      "repeated-cursor",
      "thin-page",
      "void-page",
      "low-count",
      "empty-page",
      "500",
    ],
    pages: 1,
    witness: "known",
  }),
];

/** One fault of each family strikes the same run: what one family says is no witness for another. */
export const families: readonly (readonly Endpoint[])[] = [
  ofRecords("contacts", 6),
  ofRecords("deals", 4),
  [...ofRecords("companies", 1), ...ofRecords("leads", 1), ...ofRecords("tasks", 1)],
  linked,
  logged,
  people,
  definitions,
  marketing,
  automation,
];
