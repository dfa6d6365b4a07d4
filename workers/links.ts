import type { RevwatchConfig } from "../config/config.ts";
import type { Links } from "../domain/links.ts";

/** The addresses of this installation, as far as they are known by now: ports are found while it starts. */
export interface Places {
  /** How people reach the dashboard, such as "http://127.0.0.1:4400". */
  dashboard: string | null;
  /** Temporal's own UI. */
  temporalUi: string | null;
  namespace: string;
}

/** Links that follow the places as they become known, and the addresses that the config gives out instead of them. */
export function linksOf(places: Places, config: () => RevwatchConfig): Links {
  const dashboard = (path: string) => {
    const address = config().dashboard.publicAddress ?? places.dashboard;
    return address === null ? null : new URL(path, address).href;
  };
  const inTemporal = (workflowId: string, runId?: string) => {
    const temporalUi = config().temporal.uiAddress ?? places.temporalUi;
    if (temporalUi === null) return null;
    const path = `/namespaces/${places.namespace}/workflows/${encodeURIComponent(workflowId)}${runId === undefined ? "" : `/${runId}/history`}`;
    return new URL(path, temporalUi).href;
  };
  return {
    dashboard,
    inTemporal,
    // By way of the dashboard, which says so when Temporal no longer has it.
    workflow(workflowId, runId) {
      const direct = inTemporal(workflowId, runId);
      const clientId = workflowId.split("/")[1];
      if (direct === null || clientId === undefined) return direct;
      const run = runId === undefined ? "" : `/${encodeURIComponent(runId)}`;
      return (
        dashboard(`/clients/${encodeURIComponent(clientId)}/workflows/${encodeURIComponent(workflowId)}${run}`) ??
        direct
      );
    },
  };
}
