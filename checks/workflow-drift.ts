import { changeWindowParams, isInChangeWindow, plannedChange } from "./change-window.ts";
import type { InventoryItem } from "../domain/inventory/inventory.ts";
import type { Workflow } from "../domain/inventory/workflow.ts";

/** Everything of a workflow whose change is an edit. Whether it is on is told apart. */
export const editedParts = [
  "name",
  "actionCount",
  "reEnrolls",
  "enrollsByAnyForm",
  "references",
  "revisionId",
  "definition",
] as const;

/** Whether records get an owner by this workflow. */
export function setsOwner({ references }: Pick<Workflow, "references">): boolean {
  return references.some(({ use, names }) => use === "sets" && names === "owner");
}

/**
 * The approved version of a workflow; null where it was not there. It alone decides which check tells of a change, so
 * that none is told twice: of one that sets an owner `routing-switched-off`, of all others `workflow-switched` and
 * `workflow-edited`.
 */
export function approvedWorkflow({ item }: { readonly item: InventoryItem | null }): Workflow | null {
  return item as Workflow | null;
}

export { changeWindowParams, plannedChange };

/** Whether the change was made in one of the client's windows: when HubSpot says that it was saved, else when it was met. */
export function isPlanned(
  { updatedAt }: Pick<Workflow, "updatedAt">,
  { isGone, changedAt }: { readonly isGone: boolean; readonly changedAt: Date | null },
  context: Parameters<typeof isInChangeWindow>[1],
): boolean {
  return isInChangeWindow(isGone ? (changedAt ?? updatedAt) : updatedAt, context);
}

/** What to do about a drift of a workflow, step by step. */
export const driftRunbook = [
  "1. `revwatch drift` shows what differs from the approved version. Who changed it stands in HubSpot, under the workflow's revision history.",
  "2. Was it meant? `revwatch drift --accept workflow/ID --by NAME` makes it the approved version; `--this-client-only` does so as an exception.",
  "3. Was it not? Take it back in HubSpot, from the revision history; the finding ends with the next audit.",
  "4. Not clear yet? `revwatch drift --investigate workflow/ID --by NAME` says who looks into it.",
].join("\n");
