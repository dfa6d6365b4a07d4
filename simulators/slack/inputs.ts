import { z } from "zod";

/** What the admin API of the Slack simulator takes. */

export const WorkspaceInput = z.strictObject({
  /** Bot tokens that are accepted; until some are set, any that begins with `xoxb-` is. */
  tokens: z.array(z.string()).optional(),
  signingSecret: z.string().optional(),
  interactivityUrl: z.url().optional(),
  teamId: z.string().optional(),
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

export const PressInput = z.strictObject({
  channel: z.string(),
  ts: z.string(),
  actionId: z.string(),
  userId: z.string().default("U0FOUNDER1"),
  userName: z.string().default("jo.keller"),
});
export type PressInput = z.input<typeof PressInput>;

export const SlackFaultInput = z.strictObject({
  kind: z.enum(["500", "500-accepted", "lost-answer", "down", "429", "error"]),
  /** For `error`: the code of the refusal. */
  error: z.string().default("internal_error"),
  /** Such as `chat.postMessage`; left out, every method. */
  method: z.string().optional(),
  times: z.int().positive().optional(),
  /** Seconds, for `429`. */
  retryAfter: z.int().positive().default(1),
});
export type SlackFaultInput = z.input<typeof SlackFaultInput>;
export type SlackFault = z.infer<typeof SlackFaultInput>;
