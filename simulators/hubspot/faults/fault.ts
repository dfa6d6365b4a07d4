import { z } from "zod";

/** Ways in which HubSpot, or the road to it, can fail. */
export const faultKinds = [
  "latency",
  "hang",
  "reset",
  "truncated",
  "html-200",
  "empty-object",
  "500",
  "502",
  "401",
  "403",
  "429-burst",
  "429-search",
  "429-daily",
  "423",
  "477",
  "530",
  "repeated-cursor",
  "empty-page",
  "last-page",
  "thin-page",
  "void-page",
  "low-count",
  "repeated-page",
  "lost-property",
  "lost-answer",
] as const;

export type FaultKind = (typeof faultKinds)[number];

export const FaultInput = z.strictObject({
  kind: z.enum(faultKinds),
  /** A prefix of the path, or a pattern with `*` for any run of characters; with `$` at its end the whole path. */
  path: z.string().default("/"),
  method: z.string().optional(),
  /** A text in the body of the call, for paths that answer several questions. */
  body: z.string().optional(),
  /** How many calls it strikes; without end when left out. */
  times: z.int().positive().optional(),
  /** Calls that pass before it begins. */
  skip: z.int().nonnegative().default(0),
  probability: z.number().min(0).max(1).default(1),
  seed: z.int().default(1),
  /** For `latency`. */
  ms: z.int().nonnegative().default(1000),
  /** For `lost-property`: which one no record of the page has any more. */
  property: z.string().optional(),
  /** Seconds, for `429-…` and `477`. */
  retryAfter: z.int().nonnegative().optional(),
});
export type FaultInput = z.input<typeof FaultInput>;

export interface Fault extends z.infer<typeof FaultInput> {
  readonly id: number;
}
