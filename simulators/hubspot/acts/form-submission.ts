import type { Properties } from "../model/write.ts";
import { trafficSource } from "./traffic-source.ts";

export interface FormSubmission {
  readonly email: string;
  readonly formName: string;
  readonly pageTitle: string;
  readonly pageUrl: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly company?: string | undefined;
  readonly referrer?: string | undefined;
}

/** What is known of earlier submissions of the same contact. */
export interface EarlierConversions {
  readonly count: number;
}

/** Properties that a submission sets on its contact. Those of the first visit are set only once, on a new contact. */
export function conversionProperties(submission: FormSubmission, at: string, earlier: EarlierConversions): Properties {
  const eventName = `${submission.pageTitle}: ${submission.formName}`;
  return {
    ...(submission.firstName && { firstname: submission.firstName }),
    ...(submission.lastName && { lastname: submission.lastName }),
    ...(submission.company && { company: submission.company }),
    recent_conversion_date: at,
    recent_conversion_event_name: eventName,
    ...(earlier.count === 0 && { first_conversion_date: at, first_conversion_event_name: eventName }),
    num_conversion_events: String(earlier.count + 1),
    num_unique_conversion_events: "1",
  };
}

/** Properties of a contact that a submission creates. */
export function newContactProperties(submission: FormSubmission, at: string): Properties {
  return {
    email: submission.email.toLowerCase(),
    lifecyclestage: "lead",
    hs_object_source: "FORM",
    hs_marketable_status: "true",
    ...trafficSource(submission.pageUrl, submission.referrer, at),
    ...conversionProperties(submission, at, { count: 0 }),
  };
}
