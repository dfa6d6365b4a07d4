import type { DeliveryOutcome } from "../../../connectors/delivery-outcome.ts";
import type { Channels } from "../../../connectors/channels/opened-channels.ts";
import type { Ground } from "./ground.ts";

/** One message of the watch, by whatever channels it arrived. */
export interface Heard {
  readonly at: Date;
  readonly key: string;
  /** "audits-late/northwind/fast". */
  readonly about: string;
  readonly act: "told" | "ended";
  readonly channel: "slack" | "email";
}

/** Channels that keep what the watch says, and refuse it while they are broken. */
export function openChannels({ time, broken }: Ground, heard: Heard[]): Channels {
  const answer = (channel: "slack" | "email", deliveryKey: string): DeliveryOutcome => {
    if (channel === "slack" ? broken.slack : broken.email)
      return { ended: "barred", reason: "Slack says token_revoked", remedy: "install the app again", reach: "channel" };
    const [, client, kind, ...rest] = deliveryKey.split("/");
    const act = rest.at(-2) as Heard["act"];
    const about = `${kind}/${client}/${rest.slice(0, -3).join("/")}`;
    heard.push({ at: time.now(), key: deliveryKey, about, act, channel });
    return { ended: "sent", externalId: "1" };
  };
  return {
    slack: () => ({
      post: async ({ deliveryKey }: { readonly deliveryKey: string }) => answer("slack", deliveryKey),
      find: async () => null,
    }),
    email: () => ({ send: async (_to: string, _body: unknown, deliveryKey: string) => answer("email", deliveryKey) }),
  } as unknown as Channels;
}
