import type { View } from "../computed/view.ts";
import { traitsOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody } from "./call.ts";
import type { Call } from "./call.ts";
import { cutLimit } from "./paging.ts";
import { typeIn } from "./record-type.ts";
import { badRequest, Refusal } from "./refusal.ts";
import { propertyValue, renderRecord } from "./render-record.ts";
import { filterGroupsOf, matches } from "./search-filters.ts";
import { matchesQuery } from "./search-query.ts";

const maxBodyCharacters = 3000;
const maxPage = 200;
const maxResults = 10_000;

/**
 * Records that match, by offset. Sees the portal as it stood before the index lag; the records themselves are shown as
 * they are.
 */
export function searchObjects(call: Call): Answer {
  const type = typeIn(call);
  refuseLongBody(call);
  const body = jsonBody(call);
  const groups = filterGroupsOf(call, type, body);
  const { limit: asked, offset } = pageOf(body);
  const limit = cutLimit(call.portal, asked);
  const { indexLagMs, indexLagMsOf } = call.portal.limits;
  const indexedAt = call.at - (indexLagMsOf[type] ?? indexLagMs);

  const found: View[] = [];
  for (const record of call.portal.records(type)) {
    if (!record.exists(indexedAt) || record.isArchived(indexedAt)) continue;
    const view = { portal: call.portal, record, at: indexedAt };
    if (matches(view, groups) && matchesQuery(view, body["query"])) found.push(view);
  }
  const sorted = sortViews(found, type, body["sorts"]);
  const page = sorted.slice(offset, offset + limit);
  const wanted = {
    properties: Array.isArray(body["properties"]) ? body["properties"].map(String) : [],
    propertiesWithHistory: [],
    associations: [],
  };
  return ok({
    total: sorted.length,
    results: page.map(({ record }) => renderRecord({ portal: call.portal, record, at: call.at }, wanted)),
    ...(sorted.length > offset + limit && { paging: { next: { after: String(offset + limit) } } }),
  });
}

export function refuseLongBody({ bodyText }: Call): void {
  if (bodyText.length > maxBodyCharacters)
    throw badRequest(`The request body is too long. The maximum is ${maxBodyCharacters} characters.`);
}

export function pageOf(body: Readonly<Record<string, unknown>>): { limit: number; offset: number } {
  const limit = Number(body["limit"] ?? 10);
  const offset = Number(body["after"] || 0);
  if (!Number.isInteger(limit) || limit < 0 || limit > maxPage)
    throw badRequest(`limit must be between 0 and ${maxPage}`);
  if (!Number.isInteger(offset) || offset < 0) throw badRequest("after must be a non-negative number");
  if (offset + limit > maxResults) throw new Refusal(400, { message: "There was a problem with the request." });
  return { limit, offset };
}

/** One rule; without it the oldest come first. Empty values stand at the end in either direction. */
function sortViews(views: readonly View[], type: RecordType, sorts: unknown): readonly View[] {
  const rule: unknown = Array.isArray(sorts) ? sorts[0] : undefined;
  if (Array.isArray(sorts) && sorts.length > 1) throw badRequest("Only one sort is supported.");
  const { name, descending } = sortRule(rule, type);
  const keyed = views.map((view) => ({
    view,
    key: sortKey(name === null ? String(view.record.createdAt) : propertyValue(view, name)),
  }));
  const direction = descending ? -1 : 1;
  return keyed
    .toSorted((one, other) => {
      if (one.key === null || other.key === null) return one.key === other.key ? 0 : one.key === null ? 1 : -1;
      if (one.key === other.key) return Number(one.view.record.id) - Number(other.view.record.id);
      return one.key < other.key ? -direction : direction;
    })
    .map(({ view }) => view);
}

function sortRule(rule: unknown, type: RecordType): { name: string | null; descending: boolean } {
  if (typeof rule === "string") return { name: rule.replace(/^-/, ""), descending: rule.startsWith("-") };
  if (typeof rule !== "object" || rule === null) return { name: null, descending: false };
  const { propertyName, direction } = rule as { propertyName?: string; direction?: string };
  return { name: propertyName ?? traitsOf[type].modifiedProperty, descending: direction === "DESCENDING" };
}

/** Numbers and dates sort by size, everything else by letters. */
function sortKey(value: string | null): number | string | null {
  if (value === null) return null;
  const number = Number(value);
  if (value !== "" && !Number.isNaN(number)) return number;
  const instant = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? value.toLowerCase() : instant;
}
