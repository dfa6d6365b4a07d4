import { dateOf, launch } from "../life/campaigns.ts";
import { serve } from "../life/inbound.ts";
import type { Population } from "../life/people.ts";
import { handRaisingForm } from "../life/visitors.ts";
import { crmUi } from "../../model/source.ts";
import { importFile, workingTime } from "../story.ts";
import type { Story } from "../story.ts";
import { days } from "../working-hours.ts";

/** Contacts of one spelling from which a second spelling counts. */
const fragmentSize = 5;

/** Campaigns that started before anybody could tell what they bring, or whose they are. */
export function plantUntrackedCampaigns(story: Story): void {
  const random = story.chance("untracked campaigns");
  for (const { from, until, name, missing } of story.neglect.untrackedCampaigns) {
    const startsOn = dateOf(story.endsAt - days(from));
    const owner = { hs_owner: random.pick(story.activeOwners).id };
    const utm = { hs_utm: name.toLowerCase().replaceAll(" ", "-") };
    const dates = { hs_start_date: startsOn, hs_end_date: dateOf(story.endsAt + days(25)) };
    const id = launch(story, random, workingTime(story, from + 3, 700), {
      hs_name: name,
      ...dates,
      ...(missing === "utm" ? owner : utm),
    });
    const mendedAt = until === null ? null : workingTime(story, until, 660);
    if (mendedAt !== null)
      story.diary.note(mendedAt, { what: "campaign-changed", id, properties: missing === "utm" ? utm : owner }, crmUi);
    const words = missing === "utm" ? `${name} started without a UTM value` : `${name} started without an owner`;
    story.diary.label({
      checkId: "campaign-untracked",
      subjectType: "campaign",
      subjectId: id,
      from: Date.parse(startsOn),
      until: mendedAt,
      story: words,
    });
  }
}

/** Some ads spell their source in a second way. What is written in a contact's first page cannot be mended. */
export function plantMisspelledSource(story: Story, population: Population): void {
  const plan = story.neglect.misspelledSource;
  const channel = story.profile.channels.find(({ source }) => source === plan?.channel);
  if (!plan || !channel) return;
  const random = story.chance("misspelled source");
  const served: number[] = [];
  for (let count = 0; count < plan.contacts; count++) {
    const submittedAt = workingTime(story, plan.daysBefore - count, random.integer(560, 900) + count);
    const visit = { form: handRaisingForm(story, random), channel: { ...channel, source: plan.spelling } };
    if (serve(story, random, population, visit, submittedAt, random.pick(story.activeOwners).id))
      served.push(submittedAt);
  }
  const from = served.toSorted((one, other) => one - other)[fragmentSize - 1];
  if (from === undefined) return;
  const words = `Some ads write "${plan.spelling}" for "${plan.channel}"`;
  story.diary.label({
    checkId: "utm-value-fragmented",
    subjectType: "portal",
    subjectId: String(story.portalId),
    from,
    until: null,
    story: words,
  });
}

/** A list of contacts was brought in without saying where they came from. */
export function plantSourcelessImport(story: Story, population: Population): void {
  const plan = story.neglect.sourceless;
  if (!plan) return;
  const random = story.chance("sourceless import");
  const importedAt = workingTime(story, plan.from, 690);
  const mendedAt = plan.until === null ? null : workingTime(story, plan.until, 700);
  for (let count = 0; count < plan.contacts; count++) {
    const { firstName, lastName, email, company, details } = population.invent(random);
    const properties = {
      firstname: firstName,
      lastname: lastName,
      email,
      company,
      ...details,
      lifecyclestage: "other",
      hs_object_source: "IMPORT",
    };
    const contact = story.diary.create("contacts", importedAt, properties, importFile("conference-list.csv"));
    if (mendedAt !== null)
      story.diary.set(
        contact,
        mendedAt,
        { hs_analytics_source: "OFFLINE", hs_analytics_source_data_1: "IMPORT" },
        crmUi,
      );
  }
  const words = "A conference list was imported without a source";
  story.diary.label({
    checkId: "contact-source-missing",
    subjectType: "portal",
    subjectId: String(story.portalId),
    from: importedAt,
    until: mendedAt,
    story: words,
  });
}
