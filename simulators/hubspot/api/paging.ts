import type { Call } from "./call.ts";
import { badRequest, unparsableParameter } from "./refusal.ts";

/** A limit from the query, refused beyond what the endpoint allows, and cut to what the portal's pages may hold. */
export function limitOf(
  { query, portal }: Pick<Call, "query" | "portal">,
  { standard, max }: { standard: number; max: number },
): number {
  const given = query.get("limit");
  if (given === null || given === "") return cutLimit(portal, standard);
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 0) throw unparsableParameter("limit");
  if (limit > max) throw badRequest(`The limit of ${limit} is too large. The maximum allowed is ${max}.`);
  return cutLimit(portal, limit);
}

export function cutLimit({ limits }: Call["portal"], limit: number): number {
  return Math.min(limit, limits.pageSizeAtMost ?? limit);
}

/** `paging` of a page with more behind it. The link names the v3 path whatever path was called, as HubSpot's does. */
export function pagingTo(call: Call, v3Path: string, after: string): { paging: unknown } {
  const query = new URLSearchParams(call.query);
  query.set("after", after);
  return { paging: { next: { after, link: `${call.origin}${v3Path}?${query.toString()}` } } };
}
