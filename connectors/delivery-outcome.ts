/**
 * How an attempt to deliver ended. `uncertain` is the dangerous one: the message may have arrived, so the next attempt
 * looks before it sends. `barred`: the channel itself does not let us in, whatever the message; nothing was sent, and
 * the message waits until a person has mended that.
 */
export type DeliveryOutcome =
  | { readonly ended: "sent"; readonly externalId: string; readonly place?: { readonly channelId: string; readonly ts: string } }
  | { readonly ended: "refused"; readonly reason: string }
  | { readonly ended: "barred"; readonly reason: string }
  | { readonly ended: "not-sent"; readonly reason: string; readonly retryAfterMs: number }
  | { readonly ended: "uncertain"; readonly reason: string; readonly retryAfterMs: number };
