import type { ChannelId } from "../../domain/alerting/channels.ts";
import type { Sender } from "./attempt.ts";
import { deliverByEmail } from "./deliver-by-email.ts";
import { deliverToSlack } from "./deliver-to-slack.ts";
import { deliverToTeams } from "./deliver-to-teams.ts";
import { deliverToWebhook } from "./deliver-to-webhook.ts";

/** How each channel's messages go out: all that the outbox knows of them. */
export const senders: Readonly<Record<ChannelId, Sender>> = {
  slack: deliverToSlack,
  teams: deliverToTeams,
  email: deliverByEmail,
  webhook: deliverToWebhook,
};
