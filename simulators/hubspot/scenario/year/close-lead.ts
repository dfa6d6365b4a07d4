import type { Random } from "../../../random.ts";
import { liveDeal } from "./deal.ts";
import { moveLeadRecord, setContact } from "./lead.ts";
import type { Lead } from "./lead.ts";
import { workTimeAfter } from "./year.ts";
import type { Year } from "./year.ts";

const reasons = ["WRONG_TIMING", "NO_BUDGET", "NOT_A_FIT", "UNRESPONSIVE", "OTHER"];

/** The lead is not worth more work. */
export function disqualify(year: Year, random: Random, lead: Lead): void {
  setContact(year, lead, { hs_lead_status: "UNQUALIFIED" });
  lead.isOpen = false;
  if (!lead.record) return;
  const reason = { hs_lead_disqualification_reason: random.pick(reasons) };
  if (!random.chance(year.rates.disqualifiedWithoutReason)) return moveLeadRecord(year, lead, "unqualified", reason);
  moveLeadRecord(year, lead, "unqualified");
  year.labels.begin({
    checkId: "disqualified-without-reason",
    subjectType: "lead",
    subjectId: lead.record.id,
    variant: "no-reason",
    from: year.chronicle.now,
    story: "Disqualified, and nobody wrote why",
  });
}

/** Not now. */
export function setAside(year: Year, lead: Lead): void {
  setContact(year, lead, { hs_lead_status: "BAD_TIMING" });
  moveLeadRecord(year, lead, "unqualified", { hs_lead_disqualification_reason: "WRONG_TIMING" });
  lead.isOpen = false;
}

/** The lead becomes a deal: at once, or only when somebody notices. */
export function qualify(year: Year, random: Random, lead: Lead): void {
  setContact(year, lead, { lifecyclestage: "opportunity", hs_lead_status: "OPEN_DEAL" });
  moveLeadRecord(year, lead, "qualified");
  lead.isOpen = false;
  lead.hasDeal = true;
  if (!lead.record || !random.chance(year.rates.qualifiedWithoutDeal)) return liveDeal(year, random, lead);
  const trace = year.labels.begin({
    checkId: "qualified-lead-without-deal",
    subjectType: "lead",
    subjectId: lead.record.id,
    variant: "forgotten-deal",
    from: year.chronicle.now,
    story: "Qualified, and nobody created a deal",
  });
  year.agenda.plan(workTimeAfter(year, random, random.integer(5, 20)), () => {
    liveDeal(year, random, lead);
    trace.end(year.chronicle.now);
  });
}
