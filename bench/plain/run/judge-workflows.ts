import type { Check, CheckContext } from "../../../checks/define-check.ts";
import { kindOf } from "../../../checks/kinds/index.ts";
import { noDrift } from "../../../checks/sources/approved.ts";
import { namedInFilters } from "../../../connectors/hubspot/inventory/parse-workflow.ts";
import { workflowIn } from "../../../connectors/hubspot/inventory/workflow.ts";
import { granted } from "../../../domain/access.ts";
import type { Inventory } from "../../../domain/inventory/inventory.ts";
import type { PlainRecord } from "./plain-script.ts";
import { pipeline } from "./portal.ts";
import { archivedProperties, contactProperties, formIds, lists, owners, userIds } from "./workflow-portal.ts";

const property = (id: string, isArchived: boolean) => ({
  type: "contact-property",
  id,
  name: id,
  dataType: (contactProperties[id]?.length ?? 0) > 0 ? "enumeration" : "string",
  options: (contactProperties[id] ?? []).map((value) => ({ value, label: value, isHidden: false })),
  isArchived,
});

/** The portal of the script, as the connector would have read it. */
const inventory = {
  pipeline: [pipeline],
  "lead-pipeline": [],
  owner: Object.entries(owners).map(([id, isActive]) => ({ type: "owner", id, name: id, userId: `7${id}`, isActive })),
  user: userIds.map((id) => ({ type: "user", id, name: id })),
  form: formIds.map((id) => ({ type: "form", id, name: id })),
  list: Object.entries(lists).map(([id, filterBranch]) => {
    return { type: "list", id, name: id, objectTypeId: "0-1", filters: namedInFilters(filterBranch, "0-1") };
  }),
  "contact-property": [
    ...Object.keys(contactProperties).map((id) => property(id, false)),
    ...archivedProperties.map((id) => property(id, true)),
  ],
  "company-property": [],
  "deal-property": [],
  "lead-property": [],
} as unknown as Inventory;

/** Judges workflows, beside everything that the portal is set up with. */
export function judgeWorkflows(check: Check, records: readonly PlainRecord[], context: CheckContext<never>) {
  const kind = kindOf(check);
  const workflow = records.map(({ json }) => workflowIn(json));
  const stock = { access: granted, comparison: null, drift: noDrift, added: [], openSubjects: [] };
  return kind
    .load(check, { ...stock, inventory: { ...inventory, workflow } })
    .flatMap((given) => kind.judge(check, given, context))
    .map(({ subject, verdict }) => ({ id: subject.id, verdict }));
}
