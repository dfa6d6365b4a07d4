import { z } from "zod";

/** The small JSON router behind every simulator's `/_simulator` paths. */

export interface AdminRequest {
  /** The values of the path's `:name` segments. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** `METHOD /path/:param` → what it does. The result is the JSON of the answer. */
export type AdminRoutes = Readonly<Record<string, (request: AdminRequest) => unknown>>;

export interface AdminAnswer {
  readonly status: number;
  readonly body: string;
}

/** What was asked for is not there. */
export class NotFound extends Error {}

export async function answerAdmin(
  routes: AdminRoutes,
  method: string,
  url: URL,
  bodyText: string,
): Promise<AdminAnswer> {
  try {
    for (const [route, act] of Object.entries(routes)) {
      const params = matchRoute(route, method, url.pathname);
      if (params === null) continue;
      const body: unknown = bodyText === "" ? {} : JSON.parse(bodyText);
      return json(200, (await act({ params, query: url.searchParams, body })) ?? {});
    }
    return json(404, { error: `The simulator has no ${method} ${url.pathname}.` });
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) });
    return json(error instanceof NotFound ? 404 : 400, {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

const json = (status: number, value: unknown): AdminAnswer => ({ status, body: JSON.stringify(value) });

function matchRoute(route: string, method: string, path: string): Record<string, string> | null {
  const [routeMethod = "", pattern = ""] = route.split(" ");
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (routeMethod !== method || wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith(":")) params[segment.slice(1)] = decodeURIComponent(given[index]!);
    else if (segment !== given[index]) return null;
  }
  return params;
}
