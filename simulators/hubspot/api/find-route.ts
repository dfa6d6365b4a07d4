import type { Answer } from "./answer.ts";
import { html } from "./answer.ts";
import { routes } from "./routes/all.ts";
import type { Route } from "./routes/define.ts";

interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * The endpoint that a request means, or the HTML page that HubSpot's front servers answer for what they do not know.
 */
export function findRoute(method: string, path: string): Found | Answer {
  let isPathKnown = false;
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (!match) continue;
    isPathKnown = true;
    if (route.method === method) return { route, params: paramsOf(match.groups ?? {}) };
  }
  return isPathKnown ? html(405, "Method Not Allowed") : html(404, "Not Found");
}

function paramsOf(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    if (value !== undefined) params[name.replace(/Elder\d+$/, "")] = decodeURIComponent(value);
  }
  return params;
}
