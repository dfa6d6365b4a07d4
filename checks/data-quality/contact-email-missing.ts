import { z } from "zod";
import { aggregate, defineMeasureCheck, ofWhole, whole, type CheckContext } from "../define-check.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { judgeShareMissing, sayShareMissing, shareMissingParams } from "../share-missing.ts";

const params = z.strictObject({ ...shareMissingParams(15, 20), ...graceParams });
type Params = z.output<typeof params>;

const withoutEmail = aggregate({
  of: "contact",
  fields: ["email", "createdAt"],
  contribution({ email, createdAt }, context: Omit<CheckContext<Params>, "asOf">) {
    // It counts from the day on which it is no longer new.
    const at = graceEnds(context, createdAt);
    return { cohort: whole, value: email === null ? 1 : 0, ...(at === null ? {} : { at }) };
  },
});

export const contactEmailMissing = defineMeasureCheck({
  id: "contact-email-missing",
  area: "data-quality",
  topic: "data-quality",
  title: "Contacts have an e-mail address",
  failureTitle: "Contacts without an e-mail address",
  why: "Contacts without an e-mail address get no campaign and no answer by mail, and HubSpot cannot tell that two of them are one person.",
  executive: "Many of the people in your records cannot be written to.",
  decision: "Decide whether these contacts are completed or removed.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: withoutEmail },
  params,
  acceptedBy: { same: [], atMost: ["missingPercent"] },
  failShare: 1,
  runbook: [
    "1. In HubSpot, filter contacts by “Email is unknown” and look at how the newest were created: imports, calling tools and chats are the usual ways.",
    "2. Have those ways ask for the address, or keep these people out of the contacts.",
    "3. Delete the contacts who cannot be reached by any means.",
  ].join("\n"),
  whenNotToUse: "Where people are reached by phone or messenger only.",
  falsePositives: [
    "Contacts of a calling or chat tool who are known by their phone number. Raise `maxMissingPercent` by their share.",
    "Contacts whose address was deleted on request (GDPR) and whose record is kept.",
  ],
  sources: [
    "HubSpot, default contact properties: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
    "80 % with an address: a limit that other auditors use, to be tuned for each client",
  ],

  evaluate: ofWhole(
    { id: "contacts", label: "Contacts" },
    {
      minSample: ({ minSample }: Params) => minSample,
      saySample: () => "contacts that are no longer new",
      evaluate: (figures, { params: limits }) => judgeShareMissing(figures, limits),
    },
  ),

  say: (failure) => sayShareMissing(failure, { records: "contacts", what: "e-mail address" }),
});
