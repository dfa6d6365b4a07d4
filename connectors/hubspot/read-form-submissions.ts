import { z } from "zod";
import { HubSpotBadAnswer } from "./errors.ts";
import { pageQuery, pages } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { pageOf, parseAnswer } from "./schema.ts";
import { readText } from "./values.ts";
import { submissionsPath } from "./versions.ts";

const SubmissionPage = pageOf(
  z.object({
    conversionId: z.string().nullish(),
    submittedAt: z.number().int(),
    pageUrl: z.string().nullish(),
    values: z.array(z.object({ name: z.string(), value: z.string().nullish() })),
  }),
);

/** Somebody has filled in a form. HubSpot names no contact; the e-mail address is what ties the two. */
export interface FormSubmission {
  readonly id: string | null;
  readonly at: Date;
  readonly pageUrl: string | null;
  /** Lower case; null where the form did not ask for it. */
  readonly email: string | null;
}

export interface FormSubmissionReads {
  /** What was submitted at or after `since`, newest first. Of the answers only the e-mail address is kept. */
  formSubmissions(formId: string, since: Date): Promise<readonly FormSubmission[]>;
}

const pageSize = 50;

/** Source: HubSpot's legacy form integrations API, v1. There is no later one. */
export function readFormSubmissions(gateway: Gateway): FormSubmissionReads {
  return {
    async formSubmissions(formId, since) {
      const asked = "GET submissions of a form";
      const read = async (after: string | undefined) =>
        parseAnswer(
          SubmissionPage,
          asked,
          await gateway.request("GET", submissionsPath(formId), pageQuery(pageSize, after)),
        );
      const found: FormSubmission[] = [];
      let latestMs = Number.POSITIVE_INFINITY;
      for await (const page of pages(asked, read)) {
        for (const { conversionId, submittedAt, pageUrl, values } of page) {
          // To stop at the first one that is too old is only right while they come in this order.
          if (submittedAt > latestMs) throw new HubSpotBadAnswer(asked, "it is not in order, newest first");
          latestMs = submittedAt;
          if (submittedAt < since.getTime()) return found;
          const email = readText(values.find(({ name }) => name === "email")?.value);
          found.push({
            id: conversionId ?? null,
            at: new Date(submittedAt),
            pageUrl: readText(pageUrl),
            email: email?.toLowerCase() ?? null,
          });
        }
      }
      return found;
    },
  };
}
