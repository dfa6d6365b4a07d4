import { countOf } from "../../domain/duration.ts";
import type { ForgetResult } from "../../operations/forget-contact.ts";

/** What is kept of a person, or was. */
export function sayForgotten({ clientId, contactId, isForgotten, isInPortal, traces }: ForgetResult): string {
  const { record, touches, hands, findings } = traces;
  return [
    isForgotten ? `Contact ${contactId} of ${clientId} is forgotten:` : `Kept of contact ${contactId} of ${clientId}:`,
    `  ${countOf(record, "record")}, ${countOf(touches, "touch", "touches")}, ${countOf(hands, "hand")}, ${countOf(findings, "finding")}`,
    ...(isInPortal
      ? ["  The mirror still had the contact: unless it is deleted in HubSpot, the next copy brings it back."]
      : []),
    ...(isForgotten ? ["  E-mails that were sent and backups still hold what they held."] : []),
  ].join("\n");
}
