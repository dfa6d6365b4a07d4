import { person } from "../story.ts";
import { daysBefore, workingTime } from "../story.ts";
import type { Story } from "../story.ts";
import { days, hours } from "../working-hours.ts";
import { liveDeal } from "./deal.ts";
import { raiseHand, routingDelay } from "./inbound-lead.ts";
import { keepTalking } from "./lead-course.ts";
import type { Population } from "./people.ts";
import { handRaisingForm, visit } from "./visitors.ts";

/** Days before the end on which somebody leaves who hands everything over first. */
const orderlyLeaveDaysBefore = 18;

/**
 * Somebody leaves the company, with open deals and leads. Handed over in good time, or found days later without an
 * owner who answers.
 */
export function livePersonLeaving(story: Story, population: Population): void {
  const leaver = story.owners.find((owner) => !story.activeOwners.includes(owner));
  if (!leaver) return;
  const random = story.chance("leaver");
  const heir = story.activeOwners[0]!;
  const left = story.neglect.ownerLeft;
  const leftAt = workingTime(story, left?.from ?? orderlyLeaveDaysBefore, 1020);
  const handedOverAt =
    left === null
      ? leftAt - hours(4)
      : left.until === null
        ? null
        : Math.max(workingTime(story, left.until, 600), leftAt + hours(3));
  const handover = handedOverAt === null ? undefined : { at: handedOverAt, toOwnerId: heir.id };

  for (let count = 0; count < 2; count++) {
    const submittedAt = workingTime(story, 44 - count * 3, 650);
    const wanted = { ...visit(story, random), form: handRaisingForm(story, random) };
    const lead = raiseHand(story, random, population, wanted, {
      submittedAt,
      ownerId: leaver.id,
      assignedAt: submittedAt + routingDelay(random),
      answeredAt: submittedAt + hours(0.3),
    });
    story.diary.set(
      lead.contact,
      submittedAt + days(1),
      { lifecyclestage: "opportunity", hs_lead_status: "OPEN_DEAL" },
      person(leaver.id),
    );
    const plan = {
      startsAt: workingTime(story, 40 - count * 3, 620),
      ownerId: leaver.id,
      contact: lead.contact,
      company: lead.company,
      neverCloses: true,
    };
    liveDeal(story, random, { ...plan, ...(handover && { handover }) });
  }
  const submittedAt = workingTime(story, 46, 700);
  const wanted = { ...visit(story, random), form: handRaisingForm(story, random) };
  const lead = raiseHand(story, random, population, wanted, {
    submittedAt,
    ownerId: leaver.id,
    assignedAt: submittedAt + routingDelay(random),
    answeredAt: submittedAt + hours(0.4),
  });
  keepTalking(story, random, { ...lead, ownerId: heir.id }, submittedAt);
  if (handover) story.diary.set(lead.contact, handover.at, { hubspot_owner_id: heir.id }, person(heir.id));

  story.diary.note(leftAt, { what: "owner-deactivated", id: leaver.id }, person(heir.id));
  if (left !== null && leftAt <= daysBefore(story, 0)) {
    const name = `${leaver.firstName} ${leaver.lastName}`;
    story.diary.label({
      checkId: "owner-deactivated",
      subjectType: "owner",
      subjectId: leaver.id,
      from: leftAt,
      until: handedOverAt,
      story: `${name} left and still owns two open deals and a lead`,
    });
  }
}
