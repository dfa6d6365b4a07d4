import type { Random } from "../../../random.ts";
import { conversionProperties, newContactProperties } from "../../acts/form-submission.ts";
import type { FormSubmission } from "../../acts/form-submission.ts";
import type { Form, TrafficChannel } from "../profile.ts";
import { automation, form as formSource } from "../story.ts";
import { days } from "../working-hours.ts";
import { formIdOf } from "./form-ids.ts";
import { openLeadRecord } from "./lead.ts";
import type { Lead } from "./lead.ts";
import { serve } from "./serve-lead.ts";
import { nowIso } from "./year.ts";
import type { Year } from "./year.ts";

/** Share of those who were turned down and come back. */
const comeBack = 0.12;

/** A form is filled in by somebody new, now. */
export function fillInForm(year: Year, random: Random): void {
  const { profile, people, chronicle, attribution } = year;
  const form = random.weighted(profile.forms.map((one) => [one, one.weight] as const));
  const channel = random.weighted(profile.channels.map((one) => [one, one.weight] as const));
  const who = people.invent(random);
  const submission = submissionOf(year, random, who, form, channel);
  const company = form.raisesHand ? people.companyOf(who) : null;
  const properties = {
    ...newContactProperties(submission, nowIso(year)),
    ...who.details,
    ...(form.raisesHand ? { hs_lead_status: "NEW" } : { lifecyclestage: "subscriber" }),
  };
  const contact = chronicle.create("contacts", properties, formSource(form.name), company ? [company] : []);
  keepSubmission(year, submission, form);
  const newcomer = {
    at: chronicle.now,
    hasSource: true,
    spelling: new URL(submission.pageUrl).searchParams.get("utm_source"),
  };
  attribution.came(newcomer);
  if (!form.raisesHand) {
    // Some ask to be deleted again.
    if (random.chance(0.02))
      year.agenda.plan(chronicle.now + days(random.integer(3, 120)), () => {
        chronicle.note({ what: "record-archived", ...contact }, automation("Deletion requests"));
        attribution.deleted(newcomer, chronicle.now);
      });
    return;
  }
  const lead: Lead = {
    who,
    contact,
    company,
    ownerId: null,
    record: null,
    submissions: 1,
    attempt: 1,
    isOpen: true,
    hasDeal: false,
    isCustomer: false,
    cameBack: null,
  };
  serve(year, random, lead);
  if (random.chance(comeBack))
    year.agenda.plan(chronicle.now + days(random.integer(30, 150)), () => returnOf(year, random, lead));
}

/** Somebody who was turned down asks again. */
function returnOf(year: Year, random: Random, lead: Lead): void {
  if (lead.isOpen || lead.hasDeal) return;
  const { profile, chronicle } = year;
  const form = random.pick(profile.forms.filter(({ raisesHand }) => raisesHand));
  const submission = submissionOf(year, random, lead.who, form, profile.channels.at(-1)!);
  lead.attempt++;
  lead.isOpen = true;
  // The last call or e-mail may be months old, and still this lead is as fresh as any.
  lead.cameBack = year.labels.nearMiss({
    checkId: "lead-stale",
    subjectType: "contact",
    subjectId: lead.contact.id,
    variant: "came-back",
    from: chronicle.now,
    story: "Was turned down long ago and has just asked again",
  });
  const conversion = conversionProperties(submission, nowIso(year), { count: lead.submissions++ });
  chronicle.set(lead.contact, { ...conversion, hs_lead_status: "NEW" }, formSource(form.name));
  keepSubmission(year, submission, form);
  openLeadRecord(year, lead, "FORM", automation("Route inbound leads"));
  serve(year, random, lead);
}

function submissionOf(
  year: Year,
  random: Random,
  who: Lead["who"],
  form: Form,
  channel: TrafficChannel,
): FormSubmission {
  const page = new URL(form.path, year.profile.website);
  if (channel.medium !== null) {
    page.searchParams.set("utm_source", year.campaigns.spellingOf(random, channel.source));
    page.searchParams.set("utm_medium", channel.medium);
    const utm = year.campaigns.running(channel.source, year.chronicle.now);
    if (utm !== null) page.searchParams.set("utm_campaign", utm);
  }
  return {
    email: who.email,
    firstName: who.firstName,
    lastName: who.lastName,
    company: who.company,
    formName: form.name,
    pageTitle: form.pageTitle,
    pageUrl: page.toString(),
    referrer: channel.referrer,
  };
}

/** HubSpot keeps what was filled in beside the contact, and names no contact there. */
function keepSubmission({ chronicle, portalId }: Year, submission: FormSubmission, form: Form): void {
  const { email, firstName = "", lastName = "", company = "", pageUrl } = submission;
  chronicle.note(
    {
      what: "form-submitted",
      formId: formIdOf(portalId, form.name),
      id: `${portalId}-${chronicle.now}-${email}`,
      pageUrl,
      values: { email, firstname: firstName, lastname: lastName, company },
    },
    formSource(form.name),
  );
}
