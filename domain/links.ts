/** Addresses that messages and pages point to. Null where the place does not exist in this installation. */
export interface Links {
  /** A page of our own dashboard, such as "/clients/northwind". */
  dashboard(path: string): string | null;
  /** A workflow in Temporal's own UI. */
  workflow(workflowId: string, runId?: string): string | null;
  /** Where Temporal's own pages show it, whether it is there or not; null where they are not known. */
  inTemporal?(workflowId: string, runId?: string): string | null;
}
