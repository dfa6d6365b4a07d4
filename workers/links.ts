import type { Links } from "../domain/links.ts";

/** The addresses of this installation, as far as they are known by now: ports are found while it starts. */
export interface Places {
  /** How people reach the dashboard, such as "http://127.0.0.1:4400". */
  dashboard: string | null;
  /** Temporal's own UI. */
  temporalUi: string | null;
  namespace: string;
}

/** Links that follow the places as they become known. */
export function linksOf(places: Places): Links {
  return {
    dashboard: (path) => (places.dashboard === null ? null : new URL(path, places.dashboard).href),
    workflow: (workflowId, runId) => {
      if (places.temporalUi === null) return null;
      const path = `/namespaces/${places.namespace}/workflows/${encodeURIComponent(workflowId)}${runId === undefined ? "" : `/${runId}/history`}`;
      return new URL(path, places.temporalUi).href;
    },
  };
}
