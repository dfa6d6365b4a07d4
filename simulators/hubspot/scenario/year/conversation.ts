import type { Random } from "../../../random.ts";
import { days, minutes } from "../working-hours.ts";
import { disqualify, qualify, setAside } from "./close-lead.ts";
import { counterpart, moveLeadRecord, setContact } from "./lead.ts";
import type { Lead } from "./lead.ts";
import { answerReply, call, meet, reachOut, receiveReply } from "./touches.ts";
import { workTimeAfter, workTimeWithin, workdaysAhead } from "./year.ts";
import type { Year } from "./year.ts";

/** A lead that nobody touched for so long is stale. */
export const staleAfterDays = 30;

/** Touches the contact now; with what answers a request of theirs, somebody is reached. */
export function touch(year: Year, random: Random, lead: Lead, isAnswer = lead.cameBack !== null): void {
  reachOut(year, random, counterpart(lead), isAnswer);
  lead.cameBack?.end(year.chronicle.now);
  lead.cameBack = null;
  if (random.chance(0.25)) awaitReply(year, random, lead);
}

/** What becomes of a lead after the first answer: a deal, a no, not now, or more conversations. */
export function followUp(year: Year, random: Random, lead: Lead): void {
  const course = random.weighted([
    ["deal", 28],
    ["unqualified", 30],
    ["bad-timing", 12],
    ["conversation", 30],
  ] as const);
  later(year, lead, workdaysAhead(year, random, [1, 2]), () => {
    switch (course) {
      case "deal":
        return introduce(year, random, lead);
      case "conversation":
        setContact(year, lead, { hs_lead_status: "IN_PROGRESS" });
        return converse(year, random, lead, random.integer(2, 6));
      default:
        touch(year, random, lead);
        return course === "unqualified" ? disqualify(year, random, lead) : setAside(year, lead);
    }
  });
}

/** One more contact, and others after it, until it is clear what becomes of the lead. */
export function converse(year: Year, random: Random, lead: Lead, touchesLeft: number): void {
  if (touchesLeft === 0) {
    touch(year, random, lead);
    const end = random.weighted([
      ["deal", 35],
      ["unqualified", 35],
      ["bad-timing", 30],
    ] as const);
    if (end === "deal") return introduce(year, random, lead);
    return end === "unqualified" ? disqualify(year, random, lead) : setAside(year, lead);
  }
  const { rates } = year;
  if (touchesLeft === 1 && random.chance(rates.forgottenLeads)) return forget(year, random, lead);
  if (touchesLeft === 1 && random.chance(rates.nearMisses)) return nearlyForget(year, random, lead);
  touch(year, random, lead);
  later(year, lead, workdaysAhead(year, random, [3, 8]), () => converse(year, random, lead, touchesLeft - 1));
}

/** Runs an act for as long as the lead is open and no new attempt began. */
export function later(year: Year, lead: Lead, at: number, act: () => void): void {
  const { attempt } = lead;
  year.agenda.plan(at, () => {
    if (lead.isOpen && lead.attempt === attempt) act();
  });
}

function introduce(year: Year, random: Random, lead: Lead): void {
  meet(year, random, counterpart(lead));
  setContact(year, lead, { lifecyclestage: "salesqualifiedlead", hs_lead_status: "IN_PROGRESS" });
  moveLeadRecord(year, lead, "connected");
  // After the meeting, which lies three workdays ahead at the most.
  later(year, lead, workdaysAhead(year, random, [4, 5]), () => qualify(year, random, lead));
}

/** The last call reached nobody, and then nobody thinks of the lead for more than a month, or ever. */
function forget(year: Year, random: Random, lead: Lead): void {
  call(year, random, counterpart(lead), false);
  const silentSince = year.chronicle.now;
  const trace = year.labels.begin({
    checkId: "lead-stale",
    subjectType: "contact",
    subjectId: lead.contact.id,
    variant: "forgotten",
    from: year.time.startOfDayAfter(silentSince, staleAfterDays),
    story: "An open lead that nobody touched for thirty days",
  });
  if (random.chance(0.3)) return;
  later(year, lead, workTimeAfter(year, random, random.integer(34, 75)), () => {
    trace.end(year.chronicle.now);
    touch(year, random, lead);
    later(year, lead, workdaysAhead(year, random, [3, 8]), () => disqualify(year, random, lead));
  });
}

/** Silence for nearly a month. */
function nearlyForget(year: Year, random: Random, lead: Lead): void {
  call(year, random, counterpart(lead), false);
  const silentSince = year.chronicle.now;
  const miss = year.labels.nearMiss({
    checkId: "lead-stale",
    subjectType: "contact",
    subjectId: lead.contact.id,
    variant: "just-before",
    from: silentSince + days(staleAfterDays - 8),
    story: "Touched again just before thirty days of silence",
  });
  later(year, lead, workTimeWithin(year, random, staleAfterDays - 1), () => {
    miss.end(year.chronicle.now);
    converse(year, random, lead, 0);
  });
}

/** The prospect writes back within hours, and is answered. */
function awaitReply(year: Year, random: Random, lead: Lead): void {
  later(year, lead, year.chronicle.now + minutes(random.integer(20, 300)), () => {
    receiveReply(year, random, counterpart(lead));
    const answeredAt = year.time.add(year.chronicle.now, random.integer(5, 120));
    later(year, lead, answeredAt, () => answerReply(year, random, counterpart(lead)));
  });
}
