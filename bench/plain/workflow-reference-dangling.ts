import { hoursAgo } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";
import { contactProperties, formIds, lists, owners, userIds } from "./run/workflow-portal.ts";

type Json = Readonly<Record<string, unknown>>;
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Whether a piece of JSON names something that the portal does not have, wherever it stands in it. */
function isBroken(piece: unknown, depth = 0): boolean {
  if (Array.isArray(piece)) return piece.some((one) => isBroken(one, depth));
  if (typeof piece !== "object" || piece === null || depth > 9) return false;
  const { property, property_name, formId, listId, user_ids, operation, value } = piece as Json;
  const name = property ?? property_name;
  if (typeof name === "string") {
    const options = contactProperties[name];
    if (options === undefined) return true;
    const named = [...texts((operation as Json | undefined)?.["values"]), ...staticOf(value)];
    if (name === "hubspot_owner_id" && named.some((id) => owners[id] !== true)) return true;
    if (options.length > 0 && named.some((one) => !options.includes(one))) return true;
  }
  const branches = (piece as Json)["staticBranches"];
  const on = (piece as { inputValue?: Json }).inputValue?.["propertyName"];
  if (Array.isArray(branches) && typeof on === "string") {
    const options = contactProperties[on];
    if (options === undefined) return true;
    if (branches.some(({ branchValue }: Json) => !options.includes(String(branchValue)))) return true;
  }
  if (typeof formId === "string" && !formIds.includes(formId)) return true;
  if (typeof listId === "string" && (lists[listId] === undefined || isBroken(lists[listId], depth + 1))) return true;
  if (texts(user_ids).some((id) => !userIds.includes(id))) return true;
  return Object.values(piece).some((inner) => isBroken(inner, depth));
}

function staticOf(value: unknown): readonly string[] {
  const { staticValue } = (value ?? {}) as Json;
  return typeof staticValue === "string" ? staticValue.split(";").filter((one) => one !== "") : [];
}

const isAnyOf = (values: readonly string[]) => ({ operationType: "ENUMERATION", operator: "IS_ANY_OF", values });
const set = (property_name: string, staticValue: string) => ({
  type: "SINGLE_CONNECTION",
  actionTypeId: "0-5",
  fields: { property_name, value: { type: "STATIC_VALUE", staticValue } },
});

export const script: PlainScript = {
  checkId: "workflow-reference-dangling",
  type: "workflow",
  words: "flow/list uses archived property, list, owner, stage, user, form, or removed option; any enabled flow",

  make(random, id) {
    const filter = random.pick([
      { filterType: "PROPERTY", property: random.pick(["city", "city", "old_score"]), operation: {} },
      {
        filterType: "PROPERTY",
        property: "tier",
        operation: isAnyOf(random.pick([["gold"], ["gold", "silver"], ["gold", "bronze"]])),
      },
      { filterType: "FORM_SUBMISSION", formId: random.pick(["f-1", "f-2", "f-9"]), operator: "FILLED_OUT" },
      { filterType: "IN_LIST", listId: random.pick(["11", "12", "13", "14", "19"]), operator: "IN_LIST" },
      { filterType: "PROPERTY", property: "city", operation: isAnyOf(["Bern", "Basel"]) },
    ]);
    const action = random.pick([
      set("lifecyclestage", random.pick(["lead", "customer", "partner"])),
      set("tier", random.pick(["silver", "gold;silver", "gold;bronze"])),
      set("hubspot_owner_id", random.pick(["1", "2", "3", "4"])),
      set("city", "Bern"),
      {
        type: "STATIC_BRANCH",
        inputValue: { type: "OBJECT_PROPERTY", propertyName: "tier" },
        staticBranches: random.pick(["gold", "silver", "bronze"].map((branchValue) => [{ branchValue }])),
      },
      {
        type: "SINGLE_CONNECTION",
        actionTypeId: "0-8",
        fields: { user_ids: random.pick([["71"], ["71", "72"], ["71", "79"]]) },
      },
    ]);
    const saved = { createdAt: hoursAgo(2_000), updatedAt: hoursAgo(1_000) };
    return {
      id,
      properties: {},
      json: {
        ...saved,
        id,
        name: `Flow ${id}`,
        isEnabled: random.chance(0.8),
        objectTypeId: "0-1",
        revisionId: "1",
        actions: [{ actionId: "1", ...action }],
        enrollmentCriteria: { type: "LIST_BASED", listFilterBranch: { filterBranches: [{ filters: [filter] }] } },
      },
    };
  },

  accused: (records) =>
    records.filter(({ json }) => json?.["isEnabled"] === true && isBroken(json)).map(({ id }) => id),

  settled: [
    "A branch on a removed option: accused by the script, for which a branch uses its value as a filter does. The script was right: the check read no values of branches, and reads them now.",
  ],
};
