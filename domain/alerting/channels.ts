/** What the rest of Revwatch may know of a way out to people: never its name, only what it can do. */
export interface ChannelTraits {
  /** As a sentence begins with it. */
  readonly name: string;
  /** What a receiver has there, such as "Slack channel". */
  readonly placeWord: string;
  /**
   * One message tells the whole alert: it is edited in place and answered below. Without that each message stands
   * alone.
   */
  readonly canEdit: boolean;
  /** `turns`: the beginning, a turn for the worse, what was added, the end. `everything`: each revision, for programs. */
  readonly hears: "turns" | "everything";
  /** A place that takes nothing is tried again after no longer than this, ms. */
  readonly longestPlaceBarMs: number;
}

const minuteMs = 60_000;

/**
 * Every channel, once, in the order in which they are tried where one is enough. A new one has its row here, its
 * connector, its renderer, its simulator and its sender in `activities/deliver/channels.ts`: nothing else names it.
 */
export const channels = {
  slack: {
    name: "Slack",
    placeWord: "Slack channel",
    canEdit: true,
    hears: "turns",
    longestPlaceBarMs: 4 * minuteMs,
  },
  teams: {
    name: "Microsoft Teams",
    placeWord: "Teams workflow",
    canEdit: false,
    hears: "turns",
    longestPlaceBarMs: 15 * minuteMs,
  },
  email: {
    name: "E-mail",
    placeWord: "e-mail address",
    canEdit: false,
    hears: "turns",
    // Mail systems count it against the sender when a mailbox that does not exist is asked for each minute.
    longestPlaceBarMs: 60 * minuteMs,
  },
  webhook: {
    name: "The webhook",
    placeWord: "webhook",
    canEdit: false,
    hears: "everything",
    longestPlaceBarMs: 15 * minuteMs,
  },
} as const satisfies Readonly<Record<string, ChannelTraits>>;

export type ChannelId = keyof typeof channels;
export const channelIds = Object.keys(channels) as readonly ChannelId[];

/** What is known of a channel. */
export function traitsOf(channel: ChannelId): ChannelTraits {
  return channels[channel];
}

/** Where a receiver is reached, by channel; null or left out where they are not. */
export type Places = { readonly [Channel in ChannelId]?: string | null };

/** One place on one channel, as an outbox row keeps it: `{ "slack": "#sales" }`. */
export type Address = { readonly [Channel in ChannelId]?: string };

export function placeOn(places: Places, channel: ChannelId): string | null {
  return places[channel] ?? null;
}

export function addressOn(channel: ChannelId, place: string): Address {
  return { [channel]: place };
}

/** The place of an address, whatever its channel. */
export function placeIn(address: Address): string {
  return Object.values(address)[0] ?? "";
}

export interface Way {
  readonly channel: ChannelId;
  readonly place: string;
}

/** Every way to a receiver, in the order in which they are tried. */
export function waysTo(places: Places): readonly Way[] {
  return channelIds.flatMap((channel) => {
    const place = placeOn(places, channel);
    return place === null ? [] : [{ channel, place }];
  });
}
