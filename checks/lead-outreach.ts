import { z } from "zod";
import { isWatched, type Hand } from "../domain/leads/hand.ts";
import { notApplicable, pass, unknown, type Verdict } from "../domain/findings/verdict.ts";
import type { CheckContext } from "./description.ts";
import { forEver, holding, leavesWindow } from "./holds-until.ts";
import { leadParams, lookBackParams, notAnOpenLead, type LeadParams } from "./lead.ts";
import { startOfWindow } from "./window.ts";

/**
 * What the checks of leads without an outreach share. Each lead belongs to one of them at a time, and to none of them
 * while it waits for an answer to what it asked: docs/decisions/0032-one-lead-one-trouble.md.
 */
export const outreachParams = {
  neverContactedAfterDays: z
    .int()
    .min(1)
    .max(60)
    .default(7)
    .describe(
      "Calendar days after its creation during which lead-untouched tells of a lead, then lead-never-contacted",
    ),
  ignoredOrigins: z
    .array(z.string())
    .default([])
    .describe("What made the record, in HubSpot's own word, such as IMPORT: nobody is expected to contact these leads"),
  ...lookBackParams,
  ...leadParams,
};

export interface OutreachParams extends LeadParams {
  readonly neverContactedAfterDays: number;
  readonly ignoredOrigins: readonly string[];
  readonly lookBackDays: number;
}

export const outreachFields = [
  "lifecycleStage",
  "leadStatus",
  "ownerId",
  "createdAt",
  "lastActivityAt",
  "firstOutreachAt",
  "lastContactedAt",
  "lastReplyAt",
  "madeBy",
] as const;

export interface LeadWithOutreach {
  readonly lifecycleStage: string | null;
  readonly leadStatus: string | null;
  readonly createdAt: Date | null;
  readonly lastActivityAt: Date | null;
  readonly firstOutreachAt: Date | null;
  readonly lastContactedAt: Date | null;
  readonly lastReplyAt: Date | null;
  readonly madeBy: string | null;
}

/**
 * What these checks say alike: of whoever is no open lead, was contacted, or is told of by another check.
 *
 * @param hands - What it asked for within the look-back, oldest first.
 * @returns Null of a lead without an outreach that nobody else tells of, with the instant at which that ends by itself.
 */
export function notLeftAlone(
  lead: LeadWithOutreach,
  hands: readonly Pick<Hand, "class" | "raisedAt">[],
  context: CheckContext<OutreachParams>,
): { readonly verdict: Verdict } | { readonly verdict: null; readonly createdAt: Date; readonly viewEnds: Date } {
  const { params } = context;
  const said = (verdict: Verdict) => ({ verdict: forEver(verdict) });
  const other = notAnOpenLead(lead, params);
  if (other !== null) return said(notApplicable(other));
  if (lead.firstOutreachAt !== null || lead.lastContactedAt !== null) return said(pass());
  if (lead.madeBy !== null && params.ignoredOrigins.includes(lead.madeBy))
    return said(notApplicable(`nobody is expected to contact what ${lead.madeBy} made`));
  if (lead.createdAt === null) return said(unknown("HubSpot has no creation date for this contact"));
  const leaves = (at: Date) => leavesWindow(context, at, params.lookBackDays);
  const watchedSince = startOfWindow(context, params.lookBackDays);
  const asked = hands.findLast(isWatched)?.raisedAt ?? null;
  if (asked !== null && asked >= watchedSince)
    return {
      verdict: holding(
        notApplicable("it asked to be contacted, and lead-unanswered watches that", "handed-over"),
        context,
        leaves(asked),
      ),
    };
  if (lead.lastReplyAt !== null && lead.lastReplyAt >= watchedSince)
    return {
      verdict: holding(
        notApplicable("it wrote to the team, and reply-unanswered watches that", "handed-over"),
        context,
        leaves(lead.lastReplyAt),
      ),
    };
  // As lead-stale reckons it, so that no day is lost between the two.
  const quietSince = lead.lastActivityAt ?? lead.createdAt;
  if (quietSince < watchedSince)
    return said(
      notApplicable(
        "nothing has happened for the whole look-back, and lead-stale watches it from now on",
        "handed-over",
      ),
    );
  return { verdict: null, createdAt: lead.createdAt, viewEnds: leaves(quietSince) };
}
