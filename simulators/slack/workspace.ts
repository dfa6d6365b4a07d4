import { randomBytes } from "node:crypto";
import { SocketMode } from "./socket-mode.ts";
import { EventLog } from "../event-log.ts";
import type { ChannelChange, WorkspaceInput } from "./inputs.ts";

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isMember: boolean;
  readonly isArchived: boolean;
  readonly isPrivate: boolean;
  /** The person at the other end of a direct message. */
  readonly userId: string | null;
}

/** What a message says; an edit replaces all of it. */
export interface MessageContent {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: unknown;
}

export interface SlackMessage extends MessageContent {
  readonly channel: string;
  readonly channelName: string;
  readonly ts: string;
  /** The message that this one answers. */
  readonly threadTs: string | null;
  readonly at: string;
  /** What it said before, oldest first. */
  readonly edits: readonly (MessageContent & { readonly until: string })[];
}

type WorkspaceEvent =
  | { readonly what: "workspace-set"; readonly settings: WorkspaceInput }
  | { readonly what: "channel-added"; readonly channel: SlackChannel }
  | { readonly what: "channel-changed"; readonly id: string; readonly change: ChannelChange }
  | { readonly what: "message-posted"; readonly message: SlackMessage }
  | {
      readonly what: "message-edited";
      readonly channel: string;
      readonly ts: string;
      readonly at: string;
      readonly content: MessageContent;
    };

/** One Slack workspace: channels, and messages with their edits and threads. */
export class Workspace {
  settings: WorkspaceInput & { readonly signingSecret: string; readonly teamId: string } = {
    signingSecret: "simulated-signing-secret",
    teamId: "T0REVWATCH",
  };
  /** What only one person saw, oldest first. Slack forgets it, and so do we when we stop. */
  readonly whispers: { readonly channel: string; readonly text: string }[] = [];
  /** Windows that the app opened, oldest first. */
  readonly windows: { readonly triggerId: string; readonly view: Readonly<Record<string, unknown>> }[] = [];
  readonly socketMode = new SocketMode();
  /** Where the simulator listens, for addresses that it gives out. */
  address = "";
  readonly #channels = new Map<string, SlackChannel>();
  readonly #messages: SlackMessage[] = [];
  readonly #calls = new Map<string, readonly number[]>();
  readonly #log: EventLog<WorkspaceEvent>;
  readonly #now: () => number;
  #latestTs = 0;

  constructor(file: string | null, now: () => number) {
    this.#now = now;
    this.#log = new EventLog(file, (event) => this.#apply(event));
  }

  set(settings: WorkspaceInput): void {
    this.#log.add([{ what: "workspace-set", settings }]);
  }

  channels(): readonly SlackChannel[] {
    return [...this.#channels.values()];
  }

  channelById(id: string): SlackChannel | undefined {
    return this.#channels.get(id);
  }

  /** By id, by name, or by `#name`: only a message may be addressed so. */
  channel(reference: string): SlackChannel | undefined {
    const name = reference.replace(/^#/, "");
    return this.#channels.get(reference) ?? this.channels().find((channel) => channel.name === name);
  }

  /** Adds a channel; one of the same name is left as it is. */
  addChannel({
    name,
    id,
    isMember = true,
    isArchived = false,
    isPrivate = false,
  }: {
    name: string;
    id?: string | undefined;
    isMember?: boolean;
    isArchived?: boolean;
    isPrivate?: boolean;
  }): SlackChannel {
    const existing = this.channel(id ?? name);
    if (existing) return existing;
    const channel = {
      id: id ?? slackId("C"),
      name: name.replace(/^#/, ""),
      isMember,
      isArchived,
      isPrivate,
      userId: null,
    };
    this.#log.add([{ what: "channel-added", channel }]);
    return channel;
  }

  /** Archives a channel, lets the app in, and the reverse. */
  changeChannel(id: string, change: ChannelChange): SlackChannel {
    this.#log.add([{ what: "channel-changed", id, change }]);
    return this.#channels.get(id)!;
  }

  /** 0 when the method may be called now, which counts; else the seconds until then. */
  secondsUntilAllowed(method: string): number {
    const limit = this.settings.callsPerMinute?.[method];
    if (limit === undefined) return 0;
    const now = this.#now();
    const recent = (this.#calls.get(method) ?? []).filter((at) => at > now - 60_000);
    if (recent.length >= limit) return Math.max(1, Math.ceil((recent[recent.length - limit]! + 60_000 - now) / 1000));
    this.#calls.set(method, [...recent, now]);
    return 0;
  }

  /** The direct message channel with a person. */
  directMessage(userId: string): SlackChannel {
    const existing = this.channels().find((channel) => channel.userId === userId);
    if (existing) return existing;
    const channel = { id: slackId("D"), name: userId, isMember: true, isArchived: false, isPrivate: true, userId };
    this.#log.add([{ what: "channel-added", channel }]);
    return channel;
  }

  /** Oldest first; of one channel or of all. */
  messages(channelId?: string): readonly SlackMessage[] {
    return channelId === undefined ? this.#messages : this.#messages.filter(({ channel }) => channel === channelId);
  }

  message(channelId: string, ts: string): SlackMessage | undefined {
    return this.#messages.find((message) => message.channel === channelId && message.ts === ts);
  }

  post(channel: SlackChannel, content: MessageContent, threadTs: string | null): SlackMessage {
    const now = this.#now();
    // Slack names a message by its time in microseconds, and no two of them alike.
    this.#latestTs = Math.max(this.#latestTs + 1, now * 1000);
    const ts = `${Math.floor(this.#latestTs / 1_000_000)}.${String(this.#latestTs % 1_000_000).padStart(6, "0")}`;
    const message: SlackMessage = {
      channel: channel.id,
      channelName: channel.name,
      ts,
      threadTs,
      at: new Date(now).toISOString(),
      ...content,
      edits: [],
    };
    this.#log.add([{ what: "message-posted", message }]);
    return message;
  }

  edit({ channel, ts }: SlackMessage, content: MessageContent): SlackMessage {
    this.#log.add([{ what: "message-edited", channel, ts, at: new Date(this.#now()).toISOString(), content }]);
    return this.message(channel, ts)!;
  }

  #apply(event: WorkspaceEvent): void {
    switch (event.what) {
      case "workspace-set":
        this.settings = { ...this.settings, ...event.settings } as typeof this.settings;
        return;
      case "channel-added":
        this.#channels.set(event.channel.id, event.channel);
        return;
      case "channel-changed":
        this.#channels.set(event.id, { ...this.#channels.get(event.id)!, ...event.change } as SlackChannel);
        return;
      case "message-posted":
        this.#messages.push(event.message);
        this.#latestTs = Math.max(this.#latestTs, Number(event.message.ts.replace(".", "")));
        return;
      case "message-edited": {
        const position = this.#messages.findIndex(
          (message) => message.channel === event.channel && message.ts === event.ts,
        );
        const message = this.#messages[position]!;
        const { text, blocks, metadata } = message;
        this.#messages[position] = {
          ...message,
          ...event.content,
          edits: [...message.edits, { text, blocks, metadata, until: event.at }],
        };
      }
    }
  }
}

const slackId = (kind: "C" | "D"): string => `${kind}0${randomBytes(5).toString("hex").toUpperCase().slice(0, 9)}`;
