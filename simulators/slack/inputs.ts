import { z } from "zod";

/** What the admin API of the Slack simulator takes. */

export const WorkspaceInput = z.strictObject({
  /** Bot tokens that are accepted; until some are set, any that begins with `xoxb-` is. */
  tokens: z.array(z.string()).optional(),
  signingSecret: z.string().optional(),
  interactivityUrl: z.url().optional(),
  teamId: z.string().optional(),
  /** Interactions go over the app's own connections instead of to `interactivityUrl`. */
  socketMode: z.boolean().optional(),
  /**
   * Calls that a method takes in any 60 seconds, such as `{"conversations.history": 1}`; more get a 429 with
   * Retry-After.
   */
  callsPerMinute: z.record(z.string(), z.int().positive()).optional(),
  /** The most messages on one page of a history, however many are asked for. */
  historyPage: z.int().positive().optional(),
});
export type WorkspaceInput = z.infer<typeof WorkspaceInput>;

export const ChannelInput = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  isMember: z.boolean().default(true),
  isArchived: z.boolean().default(false),
  /** Private ones are listed only when they are asked for. */
  isPrivate: z.boolean().default(false),
});
export type ChannelInput = z.input<typeof ChannelInput>;

/** What can happen to a channel later. */
export const ChannelChange = z.strictObject({ isMember: z.boolean().optional(), isArchived: z.boolean().optional() });
export type ChannelChange = z.infer<typeof ChannelChange>;

export const PressInput = z.strictObject({
  channel: z.string(),
  ts: z.string(),
  actionId: z.string(),
  userId: z.string().default("U0FOUNDER1"),
  userName: z.string().default("jo.keller"),
});
export type PressInput = z.input<typeof PressInput>;

/** A choice from a menu of a message. */
export const ChooseInput = PressInput.extend({ value: z.string() });

/** The last window that the app opened is filled in and sent. */
export const SubmitInput = z.strictObject({
  values: z.record(z.string(), z.string()),
  userId: z.string().default("U0FOUNDER1"),
  userName: z.string().default("jo.keller"),
});

/**
 * What goes wrong. `…-accepted`, `lost-answer` and `cut` strike after the call was carried out, the others before.
 * `lost-answer` closes the connection without a word, `cut` in the middle of the answer; `hang` never answers; `html`
 * is another server's page with status 200, and `empty` is `{}`; `status` is another server's refusal.
 */
export const SlackFaultInput = z.strictObject({
  kind: z.enum([
    ...(["down", "500", "500-accepted", "lost-answer", "cut", "hang", "hang-accepted", "429", "status"] as const),
    ...(["error", "error-accepted", "html", "html-accepted", "empty", "empty-accepted"] as const),
  ]),
  /** For `error` and `error-accepted`: the code of the refusal. */
  error: z.string().default("internal_error"),
  /** Such as `chat.postMessage`; left out, every method. */
  method: z.string().optional(),
  times: z.int().positive().optional(),
  /** Seconds, for `429`; null sends none. */
  retryAfter: z.int().nonnegative().nullable().default(1),
  /** For `status`: such as 403. */
  status: z.int().min(300).max(599).default(403),
});
export type SlackFaultInput = z.input<typeof SlackFaultInput>;
export type SlackFault = z.infer<typeof SlackFaultInput>;
