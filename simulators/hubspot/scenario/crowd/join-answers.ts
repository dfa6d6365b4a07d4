import type { Answer } from "../../api/answer.ts";
import { jsonBody, plain } from "../../api/call.ts";
import type { Call } from "../../api/call.ts";
import { limitOf, pagingTo } from "../../api/paging.ts";
import { typeIn } from "../../api/record-type.ts";
import { badRequest } from "../../api/refusal.ts";
import type { Endpoint } from "../../api/routes/define.ts";
import { pageOf } from "../../api/search.ts";
import { idOf } from "../../scale/layout.ts";
import type { GeneratedType } from "../../scale/layout.ts";

/** What the answers that are joined have in common. */
export interface Page {
  readonly results: readonly unknown[];
  readonly total?: number;
  readonly paging?: unknown;
  readonly errors?: readonly unknown[];
  readonly numErrors?: number;
}

/** The crowd's ids lie above all that a lived portal gives out, so that the crowd comes behind in every list. */
const firstOfCrowd = Number(idOf("contacts", 0));

export const isOfCrowd = (id: unknown): boolean => Number(id) >= firstOfCrowd;

const pageIn = (answer: Answer): Page => answer.body as Page;

/** The lived records first, then the crowd; the page between the two has some of each. */
export const joinList =
  (lived: Endpoint, crowd: Endpoint): Endpoint =>
  (call) => {
    if (isOfCrowd(call.query.get("after"))) return crowd(call);
    const answer = lived(call);
    const page = pageIn(answer);
    if (page.paging !== undefined || call.query.get("archived") === "true") return answer;
    const type = typeIn(call) as GeneratedType;
    const limit = limitOf(call, { standard: 10, max: 100 });
    const left = limit - page.results.length;
    if (left === 0)
      return { ...answer, body: { ...page, ...pagingTo(call, `/crm/v3/objects/${type}`, idOf(type, 0)) } };
    const rest = pageIn(crowd({ ...call, query: withParameter(call.query, "limit", String(left)) }));
    const results = [...page.results, ...rest.results];
    const more = rest.paging === undefined ? {} : pagingTo(call, `/crm/v3/objects/${type}`, idOf(type, left));
    return { ...answer, body: { ...page, results, ...more } };
  };

/** By modification date and id, upwards by id, as a mirror asks. */
export const joinSearch =
  (lived: Endpoint, crowd: Endpoint): Endpoint =>
  (call) => {
    const body = jsonBody(call);
    const { limit, offset } = pageOf(body);
    const [sort] = Array.isArray(body["sorts"]) ? (body["sorts"] as readonly { propertyName?: unknown }[]) : [];
    if (sort !== undefined && plain(sort.propertyName) !== "hs_object_id")
      throw badRequest("A portal with a crowd is searched by id and modification date, and sorted by hs_object_id.");
    const answer = lived(call);
    const first = pageIn(answer);
    const left = limit - first.results.length;
    const place = { after: String(Math.max(0, offset - first.total!)), limit: Math.max(1, left) };
    const rest = pageIn(crowd({ ...call, bodyText: JSON.stringify({ ...body, ...place }) }));
    const total = first.total! + rest.total!;
    return {
      ...answer,
      body: {
        total,
        results: [...first.results, ...rest.results.slice(0, left)],
        ...(total > offset + limit && { paging: { next: { after: String(offset + limit) } } }),
      },
    };
  };

/** A batch is asked for in two parts. */
export const joinInputs =
  (lived: Endpoint, crowd: Endpoint): Endpoint =>
  (call) => {
    const body = jsonBody(call);
    const inputs = Array.isArray(body["inputs"]) ? (body["inputs"] as readonly { id?: unknown }[]) : [];
    const [ofCrowd, others] = [inputs.filter(({ id }) => isOfCrowd(id)), inputs.filter(({ id }) => !isOfCrowd(id))];
    if (ofCrowd.length === 0) return lived(call);
    if (others.length === 0) return crowd(call);
    const part = (some: readonly unknown[]): Call => ({ ...call, bodyText: JSON.stringify({ ...body, inputs: some }) });
    const answers = [lived(part(others)), crowd(part(ofCrowd))];
    const [one, other] = answers.map(pageIn) as [Page, Page];
    const errors = [...(one.errors ?? []), ...(other.errors ?? [])];
    return {
      ...answers[0]!,
      status: Math.max(...answers.map(({ status }) => status)),
      body: {
        ...one,
        results: [...one.results, ...other.results],
        ...(errors.length > 0 && { errors, numErrors: (one.numErrors ?? 0) + (other.numErrors ?? 0) }),
      },
    };
  };

function withParameter(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.set(name, value);
  return changed;
}
