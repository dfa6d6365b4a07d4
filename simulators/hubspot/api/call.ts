import type { Portal } from "../model/portal.ts";
import type { Source } from "../model/source.ts";
import { badRequest } from "./refusal.ts";

/** One request to HubSpot's API, after it was let in. */
export interface Call {
  readonly portal: Portal;
  /** The portal's instant, fixed once: everything in one answer is as of it. */
  readonly at: number;
  readonly params: Readonly<Record<string, string>>;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bodyText: string;
  /** Who a write is ascribed to. */
  readonly source: Source;
  /** Calls of the portal since midnight, this one included. */
  readonly callsToday: number;
  /** Real time, for what HubSpot counts rather than keeps. */
  readonly now: number;
  /** The origin that the caller used, for `paging.next.link`. */
  readonly origin: string;
}

/** The parsed body, or HubSpot's complaint. */
export function jsonBody(call: Call): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(call.bodyText);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Falls through to the same refusal as a body of the wrong shape.
  }
  throw badRequest("Invalid input JSON on line 1, column 1: Cannot build the request from it.");
}

/** Names given as `a,b`, as `a&b`, or both, which is how HubSpot's own clients differ. */
export function names(query: URLSearchParams, parameter: string): string[] {
  return query
    .getAll(parameter)
    .flatMap((value) => value.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** An id or another plain value out of a body; empty when it is neither text nor a number. */
export function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
