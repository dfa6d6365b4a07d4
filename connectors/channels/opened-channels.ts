import type { ChannelId } from "../../domain/alerting/channels.ts";
import type { EmailChannel } from "../email/channel.ts";
import type { SlackChannel } from "../slack/channel.ts";
import type { TeamsChannel } from "../teams/channel.ts";
import type { WebhookChannel } from "../webhook/channel.ts";

/** What each channel can be asked to do. */
interface Opened extends Readonly<Record<ChannelId, unknown>> {
  readonly slack: SlackChannel;
  readonly teams: TeamsChannel;
  readonly email: EmailChannel;
  readonly webhook: WebhookChannel;
}

/**
 * The ways out to people as the config has them at the moment of asking: null where it has none, left out where a
 * process opens none.
 */
export type Channels = { readonly [Channel in ChannelId]?: () => Opened[Channel] | null };
