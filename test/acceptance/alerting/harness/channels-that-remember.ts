import type { EmailChannel } from "../../../../connectors/email/channel.ts";
import type { DeliveryOutcome } from "../../../../connectors/delivery-outcome.ts";
import type { SlackChannel } from "../../../../connectors/slack/channel.ts";

/** How a channel takes what it is given. */
export type Mood = "well" | "away" | "refusing" | "token refused";

const outcomes: Readonly<Record<Exclude<Mood, "well">, DeliveryOutcome>> = {
  away: { ended: "not-sent", reason: "it does not answer", retryAfterMs: 30_000 },
  refusing: { ended: "refused", reach: "message", reason: "it does not take this message" },
  "token refused": { ended: "barred", reach: "channel", reason: "the token was refused", remedy: "put in a good one" },
};

/** Slack and a mail server in memory. What arrived is what the outbox says was sent: they only say how it went. */
export function channelsThatRemember() {
  let number = 0;
  const moods: { slack: Mood; email: Mood } = { slack: "well", email: "well" };
  const answer = (channel: keyof typeof moods, place?: { channelId: string; ts: string }): DeliveryOutcome => {
    const mood = moods[channel];
    if (mood !== "well") return outcomes[mood];
    const externalId = `${channel}-${(number += 1)}`;
    return { ended: "sent", externalId, ...(place === undefined ? {} : { place }) };
  };
  const slack: SlackChannel = {
    post: async ({ to, thread }) => answer("slack", thread ?? { channelId: to, ts: `${number + 1}` }),
    find: async () => null,
    update: async () => answer("slack"),
    openWindow: async () => undefined,
    whoAmI: async () => ({ team: "Northwind", teamId: "T1", user: "revwatch" }),
  };
  const email: EmailChannel = { send: async () => answer("email"), verify: async () => undefined };
  return { moods, slack, email };
}
