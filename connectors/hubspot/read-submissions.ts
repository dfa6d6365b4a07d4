import { z } from "zod";
import type { Form } from "../../domain/inventory/form.ts";
import type { RecordList } from "../../domain/inventory/list.ts";
import { HubSpotBadRequest } from "./errors.ts";
import { everyPage, pageQuery } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { readFormSubmissions } from "./read-form-submissions.ts";
import { list as lists } from "./inventory/list.ts";
import { Id, Instant, pageOf, parseAnswer } from "./schema.ts";
import { joinOrderPath, oneListPath } from "./versions.ts";

/** Somebody has filled in a form, by whichever way HubSpot tells it. */
export interface Submission {
  /** Null where only a list tells. */
  readonly id: string | null;
  readonly at: Date;
  /** Lower case; null where only a list tells. */
  readonly email: string | null;
  /** Null where the submissions themselves tell, which name no contact. */
  readonly contactId: string | null;
}

export interface SubmissionReads {
  /**
   * Who has filled in a form since an instant; null where HubSpot has no way to tell. HubSpot ends the submissions of
   * forms in 2027: from then on a list of those who "filled out" that form tells, and of each person only the first
   * time.
   */
  submissionsOf(form: Pick<Form, "id" | "name">, since: Date): Promise<readonly Submission[] | null>;
}

const MemberPage = pageOf(z.object({ recordId: Id, membershipTimestamp: Instant }));
const ListWithFilters = z.object({ list: z.object({ filterBranch: z.unknown() }) });

const pageSize = 250;
/** Lists are looked through for the form's filter, those first whose name holds the form's; each costs a request. */
const mostLists = 20;
const ended: ReadonlySet<number> = new Set([404, 410]);

/** The one reader of submissions. Source: form integrations v1; then lists 2026-09, memberships in join order. */
export function readSubmissions(gateway: Gateway): SubmissionReads {
  const elder = readFormSubmissions(gateway);
  let hasEnded = false;

  return {
    async submissionsOf(form, since) {
      if (!hasEnded) {
        try {
          const sent = await elder.formSubmissions(form.id, since);
          return sent.map(({ id, at, email }) => ({ id, at, email, contactId: null }));
        } catch (error) {
          if (!(error instanceof HubSpotBadRequest) || !ended.has(error.status)) throw error;
          // A form that was deleted a moment ago is not there either, so only the other answer is one for good.
          hasEnded = error.status === 410;
        }
      }
      const list = await listOf(form);
      return list === null ? null : membersSince(list, since);
    },
  };

  async function listOf(form: Pick<Form, "id" | "name">): Promise<string | null> {
    const named = ({ name }: RecordList) => (name.toLowerCase().includes(form.name.toLowerCase()) ? 0 : 1);
    const likely = (await lists.read(gateway))
      .filter(({ objectTypeId }) => objectTypeId === "0-1")
      .toSorted((a, b) => named(a) - named(b));
    for (const { id } of likely.slice(0, mostLists)) {
      const answer = await gateway.request("GET", oneListPath(id), { includeFilters: "true" });
      const { list } = parseAnswer(ListWithFilters, "GET a list with its filters", answer);
      if (holdsOnly(list.filterBranch, form.id)) return id;
    }
    return null;
  }

  async function membersSince(listId: string, since: Date): Promise<readonly Submission[]> {
    const asked = "GET the members of a list in join order";
    const read = async (after: string | undefined) =>
      parseAnswer(MemberPage, asked, await gateway.request("GET", joinOrderPath(listId), pageQuery(pageSize, after)));
    return (await everyPage(asked, read))
      .filter(({ membershipTimestamp }) => membershipTimestamp >= since)
      .map(({ recordId, membershipTimestamp }) => ({
        id: null,
        at: membershipTimestamp,
        email: null,
        contactId: recordId,
      }));
  }
}

/** True of a list that holds whoever has filled out this form, and asks for nothing else. */
function holdsOnly(branch: unknown, formId: string): boolean {
  const filters = filtersIn(branch);
  const [only] = filters;
  return (
    filters.length === 1 &&
    only!["filterType"] === "FORM_SUBMISSION" &&
    only!["operator"] === "FILLED_OUT" &&
    only!["formId"] === formId
  );
}

function filtersIn(branch: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof branch !== "object" || branch === null) return [];
  const { filters, filterBranches } = branch as { readonly filters?: unknown; readonly filterBranches?: unknown };
  const own = Array.isArray(filters) ? (filters as Readonly<Record<string, unknown>>[]) : [];
  return [...own, ...(Array.isArray(filterBranches) ? filterBranches.flatMap(filtersIn) : [])];
}
