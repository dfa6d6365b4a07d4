import type { GeneratedType } from "../../simulators/hubspot/scale/layout.ts";

/** What every participant of a benchmark is told, as JSON in its last argument. */
export interface Task {
  /** Where HubSpot is, such as "http://127.0.0.1:4010". */
  readonly address: string;
  readonly token: string;
  /** What to read, with the properties that are wanted of it. */
  readonly reads: readonly { readonly type: GeneratedType; readonly properties: readonly string[] }[];
  /** URL of a PostgreSQL database of its own; null for whoever stores nothing or elsewhere. */
  readonly postgres: string | null;
  /** A folder of its own. What it leaves there it finds again in a run that goes on where the last one stopped. */
  readonly folder: string;
}
