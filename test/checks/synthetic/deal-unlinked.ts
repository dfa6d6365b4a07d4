import { z } from "zod";
import { defineRecordCheck, fail, notApplicable, pass, until } from "../../../checks/define-check.ts";

/** A check that no client has: an open deal needs somebody to call, who belongs to whoever has the deal. */
export const dealUnlinked = defineRecordCheck({
  id: "deal-unlinked",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals have a contact of the same owner",
  failureTitle: "Open deals without a contact",
  why: "Nobody to call.",
  executive: "Deals without anybody to call.",
  decision: "Link somebody.",
  severity: "medium",
  cadence: "fast",
  startsIn: "alert",
  judges: "deal",
  needs: { fields: ["stage", "ownerId"], related: { contact: ["ownerId"] } },
  params: z.strictObject({}),
  failShare: 0.2,
  runbook: "1. Link a contact.",
  whenNotToUse: "Never.",
  falsePositives: [],
  sources: ["A test"],
  // No verdict ends by time alone: a deal is judged again only when it, or what hangs on it, has changed.
  evaluate(deal) {
    if (deal.stage.isClosed) return until(notApplicable("the deal is closed"));
    const { contact: contacts } = deal.related;
    if (contacts.length === 0) return until(fail({ contacts: 0 }));
    const others = contacts.filter(({ ownerId }) => ownerId !== deal.ownerId);
    return until(
      others.length > 0 ? fail({ contacts: contacts.length, others: others.map(({ name }) => name).join() }) : pass(),
    );
  },
  say: ({ name }) => `${name} has nobody to call.`,
});
