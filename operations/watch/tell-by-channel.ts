import type { DeliveryOutcome } from "../../connectors/delivery-outcome.ts";
import type { EmailChannel } from "../../connectors/email/channel.ts";
import type { SlackChannel } from "../../connectors/slack/channel.ts";
import type { TeamsChannel } from "../../connectors/teams/channel.ts";
import type { WebhookChannel } from "../../connectors/webhook/channel.ts";
import type { ChannelId } from "../../domain/alerting/channels.ts";
import type { WatchNotice } from "../../domain/watch/notice.ts";
import { renderWatchEmail } from "../../reports/watch/email.ts";
import { renderWatchForSlack } from "../../reports/watch/slack.ts";
import { renderWatchForTeams } from "../../reports/watch/teams.ts";
import { renderWatchForWebhook } from "../../reports/watch/webhook.ts";

/** The ways out to operators: null where the config has none, left out where this process opens none. */
export interface TellerChannels {
  readonly slack?: () => Pick<SlackChannel, "post" | "find"> | null;
  readonly teams?: () => Pick<TeamsChannel, "send"> | null;
  readonly email?: () => Pick<EmailChannel, "send"> | null;
  readonly webhook?: () => Pick<WebhookChannel, "send"> | null;
}

export interface OpenWay {
  send(to: string, notice: WatchNotice, deliveryKey: string, at: Date): Promise<DeliveryOutcome>;
  /** Looks for a message that may have arrived; null where nobody can look. */
  readonly find: ((to: string, deliveryKey: string, since: Date) => Promise<DeliveryOutcome | null>) | null;
}

/** How the watch speaks on each channel; null while the config has no such channel. */
const ways: Readonly<Record<ChannelId, (channels: TellerChannels) => OpenWay | null>> = {
  slack(channels) {
    const slack = channels.slack?.() ?? null;
    if (slack === null) return null;
    return {
      send: (to, notice, deliveryKey) =>
        slack.post({ to, body: renderWatchForSlack(notice), deliveryKey, thread: null }),
      find: (to, deliveryKey, since) => slack.find({ to, deliveryKey, thread: null, since }),
    };
  },
  teams(channels) {
    const teams = channels.teams?.() ?? null;
    if (teams === null) return null;
    return { send: (to, notice, key) => teams.send(to, renderWatchForTeams(notice), key), find: null };
  },
  email(channels) {
    const email = channels.email?.() ?? null;
    if (email === null) return null;
    return { send: (to, notice, key) => email.send(to, renderWatchEmail(notice), key), find: null };
  },
  webhook(channels) {
    const webhook = channels.webhook?.() ?? null;
    if (webhook === null) return null;
    return { send: (to, notice, key, at) => webhook.send(to, renderWatchForWebhook(notice, at), key), find: null };
  },
};

export function openWay(channels: TellerChannels, channel: ChannelId): OpenWay | null {
  return ways[channel](channels);
}
