/** The smallest question that shows whether an endpoint may be read. */
export interface Probe {
  /** Such as "contacts" or "pipelines of deals": the name under which the portal's answer is kept. */
  readonly endpoint: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** It asks about something that need not be there: "not found" is an answer too. */
  readonly mayBeMissing?: boolean;
}

export const one = { limit: "1" };

export function get(endpoint: string, path: string, query: Readonly<Record<string, string>> = {}): Probe {
  return { endpoint, method: "GET", path, query };
}
