import type { Random } from "../../../random.ts";
import type { FormSubmission } from "../../acts/form-submission.ts";
import type { Form, TrafficChannel } from "../profile.ts";
import type { Story } from "../story.ts";
import { daysBefore } from "../story.ts";
import { days } from "../working-hours.ts";
import type { Person } from "./people.ts";

/** A visit that ended in a form. */
export interface Visit {
  readonly form: Form;
  readonly channel: TrafficChannel;
}

export function visit(story: Story, random: Random): Visit {
  const { forms, channels } = story.profile;
  return {
    form: random.weighted(forms.map((form) => [form, form.weight] as const)),
    channel: random.weighted(channels.map((channel) => [channel, channel.weight] as const)),
  };
}

/** A form that raises a hand, whatever the others would have been. */
export function handRaisingForm(story: Story, random: Random): Form {
  return random.pick(story.profile.forms.filter(({ raisesHand }) => raisesHand));
}

export function submissionOf(story: Story, who: Person, { form, channel }: Visit, at: number): FormSubmission {
  const page = new URL(form.path, story.profile.website);
  if (channel.medium !== null) {
    page.searchParams.set("utm_source", channel.source);
    page.searchParams.set("utm_medium", channel.medium);
    const campaign = runningCampaign(story, channel.source, at);
    if (campaign !== undefined) page.searchParams.set("utm_campaign", campaign);
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

function runningCampaign(story: Story, source: string, at: number): string | undefined {
  const running = story.profile.campaigns.filter((plan) => {
    const startsAt = daysBefore(story, plan.startsDaysBefore);
    return plan.source === source && startsAt <= at && at < startsAt + days(plan.lastsDays);
  });
  return running[0]?.utm;
}
