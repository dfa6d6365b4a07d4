import type { PortalDocument } from "../model/document.ts";
import type { Portal } from "../model/portal.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { offsetPage } from "./offset-page.ts";
import { cutLimit } from "./paging.ts";
import { badRequest, resourceNotFound, unparsableParameter } from "./refusal.ts";
import { contactByEmail } from "./write-record.ts";

interface Member {
  readonly recordId: string;
  /** When it joined. */
  readonly at: string;
}

/** Lists by name, by how they are kept and by what they hold. `count` is the page, `offset` its beginning. */
export function searchLists(call: Call): Answer {
  const body = jsonBody(call);
  const asked = Number(body["count"] ?? 20);
  const offset = Number(body["offset"] ?? 0);
  if (!Number.isInteger(asked) || asked < 0 || asked > 500) throw badRequest("count must be between 0 and 500");
  const count = cutLimit(call.portal, asked);
  const query = plain(body["query"]).toLowerCase();
  const processingTypes = wordsIn(body["processingTypes"]);
  const listIds = wordsIn(body["listIds"]);
  const objectTypeId = plain(body["objectTypeId"]);
  const found = call.portal
    .documents("list", call.at)
    .map((list) => renderList(call, list))
    .filter((list) => list.name.toLowerCase().includes(query))
    .filter((list) => processingTypes.length === 0 || processingTypes.includes(list.processingType))
    .filter((list) => listIds.length === 0 || listIds.includes(list.listId))
    .filter((list) => objectTypeId === "" || list.objectTypeId === objectTypeId);
  const next = offset + count;
  const page = found.slice(offset, next).map(({ size, ...list }) => ({
    ...list,
    additionalProperties: { hs_list_size: String(size), hs_list_reference_count: "0" },
  }));
  return ok({ offset: Math.min(next, found.length), hasMore: found.length > next, lists: page, total: found.length });
}

/** Some lists by their ids; those that are not there are left out. */
export function readLists(call: Call): Answer {
  const ids = call.query.getAll("listIds").flatMap((some) => some.split(","));
  const lists = call.portal.documents("list", call.at).filter(({ id }) => ids.includes(id));
  return ok({ lists: lists.map((list) => renderList(call, list)) });
}

export function readList(call: Call): Answer {
  return ok({ list: renderList(call, presentList(call)) });
}

/** Members in the order of their ids, with when each joined. */
export function listMemberships(call: Call): Answer {
  const members = membersOf(call, presentList(call));
  const rendered = members.map(({ recordId, at }) => ({ recordId, membershipTimestamp: at }));
  return ok({
    ...offsetPage(call, rendered, { standard: 100, max: 250 }, `/crm/v3/lists/${call.params["id"]}/memberships`),
    total: members.length,
  });
}

/** The same in the order in which they joined. */
export function listMembershipsInJoinOrder(call: Call): Answer {
  const members = membersOf(call, presentList(call)).toSorted(
    (one, other) => Date.parse(one.at) - Date.parse(other.at),
  );
  const rendered = members.map(({ recordId, at }) => ({ recordId, membershipTimestamp: at }));
  const elderPath = `/crm/v3/lists/${call.params["id"]}/memberships/join-order`;
  return ok({ ...offsetPage(call, rendered, { standard: 100, max: 250 }, elderPath), total: members.length });
}

/** The size of each day's beginning (UTC), and when the list was edited. How fine HubSpot's own points are is not confirmed. */
export function listSizeHistory(call: Call): Answer {
  const list = presentList(call);
  const from = instantIn(call, "startDate");
  const until = Math.min(instantIn(call, "endDate"), call.at);
  const sizeHistory: unknown[] = [];
  const dayMs = 86_400_000;
  for (let at = Math.ceil(Math.max(from, list.createdAt) / dayMs) * dayMs; at <= until; at += dayMs)
    sizeHistory.push({ timestamp: new Date(at).toISOString(), size: membersOf({ ...call, at }, list).length });
  const edits = list.revisionsUntil(until).filter(({ at }) => at >= from);
  return ok({ sizeHistory, editHistory: edits.map(({ at }) => new Date(at).toISOString()) });
}

function instantIn(call: Call, name: string): number {
  const at = Date.parse(call.query.get(name) ?? "");
  if (Number.isNaN(at)) throw unparsableParameter(name);
  return at;
}

function presentList(call: Call): PortalDocument {
  const list = call.portal.document("list", call.params["id"] ?? "", call.at);
  if (!list) throw resourceNotFound();
  return list;
}

function membersOf({ portal, at }: Call, list: PortalDocument): readonly Member[] {
  const content = list.contentAt(at) ?? {};
  const members = (content["members"] ?? sendersOf(portal, content["filterBranch"], at)) as readonly Member[];
  return members
    .filter((member) => Date.parse(member.at) <= at)
    .toSorted((one, other) => Number(one.recordId) - Number(other.recordId));
}

/** Whoever has filled out the form of a list's filter, as of the first time. */
function sendersOf(portal: Portal, filterBranch: unknown, at: number): readonly Member[] {
  const formId = /"formId":"([^"]+)"/.exec(JSON.stringify(filterBranch ?? {}))?.[1];
  if (formId === undefined) return [];
  const first = new Map<string, Member>();
  for (const { values, at: sentAt } of portal.submissions(formId, at)) {
    const recordId = contactByEmail({ portal, at }, values["email"] ?? "")?.id;
    if (recordId !== undefined && !first.has(recordId))
      first.set(recordId, { recordId, at: new Date(sentAt).toISOString() });
  }
  return [...first.values()];
}

function renderList(call: Call, list: PortalDocument) {
  const { name, objectTypeId = "0-1", processingType = "MANUAL", filterBranch } = list.contentAt(call.at) ?? {};
  const updatedAt = new Date(list.updatedAt(call.at)).toISOString();
  return {
    listId: list.id,
    listVersion: list.revisionsUntil(call.at).length,
    name: String(name),
    objectTypeId: String(objectTypeId),
    processingType: String(processingType),
    processingStatus: "COMPLETE",
    createdAt: new Date(list.createdAt).toISOString(),
    updatedAt,
    filtersUpdatedAt: updatedAt,
    ...(filterBranch !== undefined && call.query.get("includeFilters") === "true" && { filterBranch }),
    size: membersOf(call, list).length,
  };
}

const wordsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
