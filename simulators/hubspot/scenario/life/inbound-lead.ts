import type { Random } from "../../../random.ts";
import { newContactProperties } from "../../acts/form-submission.ts";
import type { Properties } from "../../model/write.ts";
import type { Character } from "../diary.ts";
import { automation, form as formSource, person } from "../story.ts";
import type { Story } from "../story.ts";
import { minutes } from "../working-hours.ts";
import type { Population } from "./people.ts";
import { iso, reachOut } from "./touches.ts";
import type { Counterpart } from "./touches.ts";
import { submissionOf } from "./visitors.ts";
import type { Visit } from "./visitors.ts";

/** How one hand-raiser is served. */
export interface Service {
  readonly submittedAt: number;
  /** Null: nobody is routed to the contact. */
  readonly ownerId: string | null;
  readonly assignedAt: number;
  /** Null: nobody answers. */
  readonly answeredAt: number | null;
}

/** Somebody asks to be contacted; the portal's workflow gives the lead an owner, who answers. */
export function raiseHand(
  story: Story,
  random: Random,
  population: Population,
  visit: Visit,
  service: Service,
): Counterpart & { readonly contact: Character; readonly company: Character } {
  const { diary, activeOwners } = story;
  const { submittedAt, assignedAt, answeredAt } = service;
  const who = population.invent(random);
  const ownerId = service.ownerId ?? activeOwners[0]!.id;
  const company = population.company(who.company, submittedAt, ownerId);
  const submission = submissionOf(story, who, visit, submittedAt);
  const properties: Properties = {
    ...newContactProperties(submission, iso(submittedAt)),
    ...who.details,
    hs_lead_status: "NEW",
  };
  const contact = diary.create("contacts", submittedAt, properties, formSource(visit.form.name), [company]);
  const lead = { contact, company, ownerId, related: [contact] };

  if (service.ownerId !== null)
    diary.set(contact, assignedAt, { hubspot_owner_id: ownerId }, automation("Route inbound leads"));
  if (random.chance(0.4))
    diary.set(contact, submittedAt + minutes(1), { lifecyclestage: "marketingqualifiedlead" }, automation("Score"));
  if (answeredAt !== null) {
    reachOut(story, random, answeredAt, lead);
    diary.set(
      contact,
      answeredAt + minutes(1),
      { hs_lead_status: random.chance(0.5) ? "CONNECTED" : "ATTEMPTED_TO_CONTACT" },
      person(ownerId),
    );
  }
  return lead;
}

/** Seconds until the routing workflow has done its work. */
export const routingDelay = (random: Random): number => random.integer(12, 50) * 1000;

/** When a well kept team answers: within minutes of working time. Null when the story ends before. */
export function promptAnswer(story: Story, random: Random, submittedAt: number): number | null {
  const answeredAt = story.time.add(
    submittedAt,
    random.weighted([
      [random.integer(2, 15), 3],
      [random.integer(15, 40), 2],
    ]),
  );
  if (answeredAt <= story.endsAt) return answeredAt;
  // Nobody is at work: now and then somebody answers all the same.
  const offDuty = submittedAt + minutes(random.integer(5, 35));
  return random.chance(0.5) && offDuty <= story.endsAt ? offDuty : null;
}
