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
  return {
    dashboard: (path) => {
      const dashboard = config().dashboard.publicAddress ?? places.dashboard;
      return dashboard === null ? null : new URL(path, dashboard).href;
    },
    workflow: (workflowId, runId) => {
      const temporalUi = config().temporal.uiAddress ?? places.temporalUi;
      if (temporalUi === null) return null;
      const path = `/namespaces/${places.namespace}/workflows/${encodeURIComponent(workflowId)}${runId === undefined ? "" : `/${runId}/history`}`;
      return new URL(path, temporalUi).href;
    },
  };
}
