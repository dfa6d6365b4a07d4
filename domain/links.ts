/** Addresses that messages and pages point to. Null where the place does not exist in this installation. */
export interface Links {
  /** A page of our own dashboard, such as "/clients/northwind". */
  dashboard(path: string): string | null;
  /** A workflow in Temporal's own UI. */
  workflow(workflowId: string, runId?: string): string | null;
}
