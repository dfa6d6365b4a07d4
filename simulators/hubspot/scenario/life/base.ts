import type { Random } from "../../../random.ts";
import { newContactProperties } from "../../acts/form-submission.ts";
import { crmUi } from "../../model/source.ts";
import type { Properties } from "../../model/write.ts";
import type { Character } from "../diary.ts";
import { form as formSource, importFile, person } from "../story.ts";
import type { Story } from "../story.ts";
import { days, minutes } from "../working-hours.ts";
import { liveDeal } from "./deal.ts";
import { keepTalking, nextWorkTime } from "./lead-course.ts";
import type { Population } from "./people.ts";
import { iso, meet, reachOut } from "./touches.ts";
import { submissionOf, visit } from "./visitors.ts";

type Standing = "customer" | "subscriber" | "evangelist" | "unqualified" | "bad-timing" | "open-lead";

const standings: readonly (readonly [Standing, number])[] = [
  ["customer", 46],
  ["subscriber", 20],
  ["evangelist", 4],
  ["unqualified", 15],
  ["bad-timing", 7],
  ["open-lead", 8],
];

const outcome: Readonly<Record<Standing, Properties>> = {
  customer: { lifecyclestage: "customer" },
  subscriber: { lifecyclestage: "subscriber" },
  evangelist: { lifecyclestage: "evangelist" },
  unqualified: { lifecyclestage: "lead", hs_lead_status: "UNQUALIFIED" },
  "bad-timing": { lifecyclestage: "marketingqualifiedlead", hs_lead_status: "BAD_TIMING" },
  "open-lead": { lifecyclestage: "lead", hs_lead_status: "IN_PROGRESS" },
};

/** Days over which the contacts from before the story came in. */
const pastDays = 500;

/** The contacts and deals that were there before the story begins. */
export function sketchPast(story: Story, population: Population): void {
  const { profile, beginsAt } = story;
  const random = story.chance("past");
  const births = Array.from(
    { length: profile.baseContacts },
    () => beginsAt - days(5) - Math.floor(random.next() * days(pastDays)),
  ).toSorted((one, other) => one - other);
  const customers: { contact: Character; company: Character; ownerId: string; since: number }[] = [];
  for (const bornAt of births) {
    const standing = random.weighted(standings);
    const ownerId = random.pick(story.activeOwners).id;
    const bornInHours = story.time.nextOpen(bornAt);
    const known = bringIn(story, random, population, standing, bornInHours, ownerId);
    if (standing === "customer") customers.push({ ...known, ownerId, since: bornInHours });
  }
  for (let count = 0; count < profile.baseDeals; count++) closedDeal(story, random, random.pick(customers));
  const longStanding = customers.filter(({ since }) => since < beginsAt - days(20));
  for (let count = 0; count < profile.openDealsAtStart; count++) {
    const { contact, company, ownerId } = random.pick(longStanding);
    const startsAt = story.time.nextOpen(beginsAt - days(random.integer(1, 15)));
    liveDeal(story, random, { startsAt, contact, company, ownerId, startStage: random.integer(0, 3) });
  }
}

function bringIn(
  story: Story,
  random: Random,
  population: Population,
  standing: Standing,
  at: number,
  ownerId: string,
): { contact: Character; company: Character } {
  const { diary, beginsAt } = story;
  const who = population.invent(random);
  const company = population.company(who.company, at, ownerId);
  const cameByForm = random.chance(0.7);
  const wanted = visit(story, random);
  const names = { firstname: who.firstName, lastname: who.lastName, email: who.email, company: who.company };
  const offline = {
    ...names,
    hs_analytics_source: "OFFLINE",
    hs_analytics_source_data_1: random.pick(["IMPORT", "CRM_UI"]),
    hs_object_source: "IMPORT",
    lifecyclestage: "lead",
  };
  const properties = {
    ...(cameByForm ? newContactProperties(submissionOf(story, who, wanted, at), iso(at)) : offline),
    ...who.details,
    ...(standing === "subscriber" ? { lifecyclestage: "subscriber" } : { hubspot_owner_id: ownerId }),
  };
  const contact = diary.create(
    "contacts",
    at,
    properties,
    cameByForm ? formSource(wanted.form.name) : importFile("contacts.csv"),
    [company],
  );
  const to = { ownerId, related: [contact] };
  if (standing !== "subscriber") {
    reachOut(story, random, at + minutes(random.integer(4, 50)), to);
    const settledAt = Math.min(nextWorkTime(story, random, at, [4, 30]), beginsAt - days(1));
    diary.set(contact, settledAt, outcome[standing], person(ownerId));
  }
  if (standing === "open-lead") keepTalking(story, random, to, Math.max(at, beginsAt - days(random.integer(8, 14))));
  // Existing customers are called on now and then.
  if (standing === "customer" && random.chance(0.3)) {
    const visitAt = nextWorkTime(story, random, beginsAt + days(random.integer(0, 44)), [0, 1]);
    if (random.chance(0.5)) meet(story, random, visitAt, to);
    else reachOut(story, random, visitAt, to);
  }
  return { contact, company };
}

function closedDeal(
  story: Story,
  random: Random,
  customer: { contact: Character; company: Character; ownerId: string; since: number },
): void {
  const { profile, diary, beginsAt } = story;
  const startsAt = customer.since + Math.floor(random.next() * Math.max(days(1), beginsAt - days(20) - customer.since));
  const isWon = random.chance(0.75);
  const closed = profile.pipeline.stages.find(
    ({ isClosed, probability }) => isClosed && (probability === 1) === isWon,
  )!;
  const first = profile.pipeline.stages[0]!;
  const deal = diary.create(
    "deals",
    startsAt,
    {
      dealname: `${random.pick(profile.people.companies)} ${random.pick(profile.people.companyKinds)} – ${random.pick(profile.dealSubjects)}`,
      pipeline: profile.pipeline.id,
      dealstage: first.id,
      amount: String(random.integer(profile.dealSize[0] / 100, profile.dealSize[1] / 100) * 100),
      closedate: iso(startsAt + days(45)),
      hubspot_owner_id: customer.ownerId,
    },
    crmUi,
    [customer.contact, customer.company],
  );
  const closedAt = Math.min(startsAt + days(random.integer(6, 40)), beginsAt - days(1));
  diary.set(
    deal,
    closedAt,
    { dealstage: closed.id, closedate: iso(closedAt), ...(!isWon && { closed_lost_reason: "Price" }) },
    person(customer.ownerId),
  );
}
