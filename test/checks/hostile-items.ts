import fc from "fast-check";
import type { InventoryItem, ItemOf, ItemType } from "../../domain/inventory/inventory.ts";
import { hostile } from "./hostile.ts";
import { asOf, daysAgo } from "./samples.ts";

/**
 * Items of every kind as a portal could be set up at worst: names that are words of JavaScript's own, ids that lead to
 * themselves, to each other or nowhere, and instants that nobody means.
 */
const text = fc.constantFrom(...hostile.filter((one): one is NonNullable<typeof one> => one !== null && one !== "NaN")); // whoever says it has reckoned wrong
/** Few, so that items name each other, and themselves. */
const id = fc.constantFrom("1", "2", "0-1", "hubspot_owner_id", "constructor", "__proto__", "toString", "", "\ud800");
const ids = fc.array(id, { maxLength: 3 });
const instant = fc.constantFrom(
  new Date("0000-01-01T00:00:00Z"),
  new Date("1970-01-01T00:00:00Z"),
  new Date(1_700_000_000), // seconds that were taken for milliseconds
  daysAgo(3),
  daysAgo(40),
  asOf,
  new Date("2026-11-26T00:00:00Z"),
  new Date("8999-12-31T23:59:59.999Z"), // beyond this the connector lets nothing in
);
const number = fc.constantFrom(0, 1, 2, 20, 1_000_000, Number.MAX_SAFE_INTEGER);
const flag = fc.boolean();
const orNull = <Value>(some: fc.Arbitrary<Value>) => fc.option(some);

type Fields<Kind extends ItemType> = {
  readonly [Field in Exclude<keyof ItemOf<Kind>, "id" | "type" | "name">]: fc.Arbitrary<ItemOf<Kind>[Field]>;
};
type Optional = "updatedAt" | "filters" | "definition" | "enrollsByAnyForm" | "teamNames";

const reference = fc.record(
  {
    to: fc.constantFrom("property", "list", "form", "user", "team", "workflow", "marketing-email"),
    id,
    values: fc.array(fc.oneof(id, text), { maxLength: 2 }),
    of: fc.array(fc.constantFrom("0-1", "0-2", "0-3", "0-136", "2-7", "constructor", "unknown", ""), { maxLength: 2 }),
    names: fc.constantFrom("owner", "stage", "lead-stage", "property"),
  },
  { requiredKeys: ["to", "id", "values"] },
);
const used = fc.tuple(reference, fc.constantFrom("enrolls", "reads", "sets")).map(([one, use]) => ({ ...one, use }));
const stage = fc.record({
  id,
  label: text,
  displayOrder: number,
  isClosed: flag,
  probability: orNull(fc.constantFrom(0, 0.5, 1)),
});
const ruled = fc.array(fc.record({ id, label: text }), { maxLength: 2 });
const permission = fc.record({ id, label: text, isRestricted: flag, teamIds: ids, userIds: ids });
const option = fc.record({ value: fc.oneof(id, text), label: text, isHidden: flag });
const rule = fc.record({ rule: text, limits: fc.array(text, { maxLength: 2 }), normalizes: flag });

const ofStages = {
  stageId: id,
  pipelineId: id,
  pipelineName: text,
  position: number,
  isClosed: flag,
  probability: orNull(fc.constantFrom(0, 1)),
};
const ofPipeline = { stages: fc.array(stage, { maxLength: 3 }), updatedAt: instant };
const ofRules = { noMovingBack: ruled, noSkipping: ruled, createdIn: ruled, approvalIn: ruled, approverIds: ids };
const ofPermissions = { stages: fc.array(permission, { maxLength: 2 }) };
const ofProperty = {
  dataType: fc.constantFrom("enumeration", "string", "constructor", ""),
  fieldType: text,
  options: fc.array(option, { maxLength: 3 }),
  isCalculated: flag,
  formula: orNull(text),
  isHubSpotDefined: flag,
  isArchived: flag,
};
const ofValidation = { rules: fc.array(rule, { maxLength: 2 }) };

/** A kind without a line here does not compile, and neither does a field that is left out. */
const fields: { readonly [Kind in ItemType]: Fields<Kind> } = {
  owner: {
    email: orNull(text),
    userId: orNull(id),
    teamIds: ids,
    teamNames: fc.array(text, { maxLength: 2 }),
    isActive: flag,
    deactivatedAt: orNull(instant),
  },
  user: { email: text, isSuperAdmin: flag, roleIds: ids, teamIds: ids, seats: fc.array(text, { maxLength: 2 }) },
  team: { memberIds: ids, extraMemberIds: ids },
  pipeline: ofPipeline,
  "lead-pipeline": ofPipeline,
  stage: ofStages,
  "lead-stage": ofStages,
  "pipeline-rules": ofRules,
  "lead-pipeline-rules": ofRules,
  "pipeline-permissions": ofPermissions,
  "lead-pipeline-permissions": ofPermissions,
  campaign: { startAt: orNull(instant), endAt: orNull(instant), utm: orNull(text), ownerId: orNull(id) },
  "campaign-result": { sessions: orNull(number), emailIds: orNull(ids), otherAssets: orNull(number) },
  workflow: {
    isEnabled: flag,
    objectTypeId: fc.constantFrom("0-1", "0-3", "constructor", ""),
    revisionId: id,
    createdAt: instant,
    updatedAt: instant,
    actionCount: number,
    reEnrolls: flag,
    references: fc.array(used, { maxLength: 4 }) as fc.Arbitrary<ItemOf<"workflow">["references"]>,
    enrollsByAnyForm: flag,
    definition: id,
  },
  form: {
    formType: fc.constantFrom("hubspot", "captured", "constructor", ""),
    createdAt: instant,
    updatedAt: instant,
    properties: ids,
    notifiedUserIds: ids,
    notifiesOwner: flag,
    lifecycleStages: fc.array(fc.record({ objectTypeId: id, value: text }), { maxLength: 2 }),
    asksForConsent: flag,
    hasCaptcha: flag,
  },
  "form-activity": { lastSubmittedAt: orNull(instant) },
  list: {
    objectTypeId: fc.constantFrom("0-1", "0-3", "constructor", ""),
    processingType: fc.constantFrom("MANUAL", "DYNAMIC", "constructor"),
    processingStatus: text,
    size: orNull(number),
    filtersUpdatedAt: orNull(instant),
    filters: fc.array(reference, { maxLength: 4 }) as fc.Arbitrary<ItemOf<"list">["filters"] & object>,
  },
  "marketing-email": {
    emailType: orNull(text),
    state: orNull(text),
    isPublished: flag,
    publishedAt: orNull(instant),
    campaignId: orNull(id),
    sent: orNull(number),
    delivered: orNull(number),
    hardBounced: orNull(number),
    unsubscribed: orNull(number),
    reportedAsSpam: orNull(number),
  },
  "contact-property": ofProperty,
  "company-property": ofProperty,
  "deal-property": ofProperty,
  "lead-property": ofProperty,
  "contact-validation": ofValidation,
  "company-validation": ofValidation,
  "deal-validation": ofValidation,
  "lead-validation": ofValidation,
};

const mayBeLeftOut: ReadonlySet<string> = new Set<Optional>([
  "updatedAt",
  "filters",
  "definition",
  "enrollsByAnyForm",
  "teamNames",
]);

export const itemTypes = Object.keys(fields) as readonly ItemType[];

/** One item of a kind. */
export function itemOf(type: ItemType): fc.Arbitrary<InventoryItem> {
  const some: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    type: fc.constant(type),
    id,
    name: text,
    ...fields[type],
  };
  const isPipeline = type === "pipeline" || type === "lead-pipeline";
  const always = Object.keys(some).filter((name) => !mayBeLeftOut.has(name) || (name === "updatedAt" && !isPipeline));
  return fc.record(some, { requiredKeys: always }) as unknown as fc.Arbitrary<InventoryItem>;
}

/** All of a portal: a few items of every kind, of which some have the same id. */
export const inventoryOf = (types: readonly ItemType[]) =>
  fc.record(Object.fromEntries(types.map((type) => [type, fc.array(itemOf(type), { maxLength: 3 })])));
