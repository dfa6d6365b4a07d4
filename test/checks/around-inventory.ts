import type { Check } from "../../checks/define-check.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import type { OurFacts, PortalStock } from "../../checks/kinds/kind.ts";
import type { Inventory, InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import type { User } from "../../domain/inventory/user.ts";
import type { Workflow, WorkflowReference } from "../../domain/inventory/workflow.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import { paramsOf, portal, type Setting } from "./around.ts";
import { asOf, businessTime, daysAgo } from "./samples.ts";

/** Items that are well, and judges as a run does: those of the checks of whole inventories and of our own work. */

const setsOwner: WorkflowReference = {
  use: "sets",
  to: "property",
  id: "hubspot_owner_id",
  values: [],
  of: ["0-1"],
  names: "owner",
};

/** A workflow of contacts that is on and says nothing about owners. */
export const workflow: Workflow = {
  type: "workflow",
  id: "9002",
  name: "Score",
  isEnabled: true,
  objectTypeId: "0-1",
  revisionId: "1",
  createdAt: daysAgo(100),
  updatedAt: daysAgo(100),
  actionCount: 2,
  reEnrolls: false,
  references: [{ use: "sets", to: "property", id: "hs_lead_status", values: ["NEW"], of: ["0-1"] }],
  enrollsByAnyForm: false,
  definition: "aaaa",
};

/** A workflow by which new leads get an owner. */
export const routing: Workflow = { ...workflow, id: "9001", name: "Route inbound leads", references: [setsOwner] };

export const user: User = {
  type: "user",
  id: "11",
  name: "Kim Weber",
  email: "kim@client.example",
  isSuperAdmin: false,
  roleIds: [],
  teamIds: [],
  seats: [],
};

type Params = Readonly<Record<string, unknown>>;

/** Another portal, settings and instant than the usual ones. */
interface Around extends Partial<PortalStock> {
  readonly own?: Params;
  readonly setting?: Setting;
}

/** Judges what there is one of, with how long it holds: the portal, or the only item of the kind. */
export function verdictAround(check: Check, { own = {}, setting = {}, ...stock }: Around): Verdict {
  const context = { asOf, businessTime, params: paramsOf(check, own) as never, ...setting };
  const kind = kindOf(check);
  const [judged] = kind.load(check, { ...portal, ...stock }).flatMap((given) => kind.judge(check, given, context));
  if (judged === undefined) throw new Error(`${check.id} judges nothing of this.`);
  return judged.verdict;
}

/** The same for one item beside inventories of other kinds. */
export function verdictAmong(
  check: Check,
  item: InventoryItem,
  others: Inventory,
  { unread = [], ...more }: Omit<Around, "unread"> & { readonly unread?: readonly ItemType[] } = {},
): Verdict {
  const inventory = { ...others, [item.type]: [item] };
  return verdictAround(check, { inventory, unread: new Set(unread), ...more });
}

export const verdictOnOurs = (check: Check, ours: Partial<OurFacts>, own: Params = {}): Verdict =>
  verdictAround(check, { ours: { age: null, coverage: null, ...ours }, own });
