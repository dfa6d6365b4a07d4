import type { StatusRule } from "../outside/explain-post.ts";

const address = "correct its address under webhook: in revwatch.yaml";

/** What the answer of a webhook means. Standard Webhooks names 2xx, 410 and 429; the rest is HTTP's own sense. */
export const webhookStatuses: readonly StatusRule[] = [
  { statuses: [[200, 299]], class: "sent", remedy: null },
  { statuses: [[300, 399]], class: "barred", remedy: `it redirects, which is not followed: ${address}` },
  { statuses: [401, 403, 407], class: "barred", remedy: "give it the key that revwatch.yaml names, or let us in" },
  { statuses: [404, 405, 421, 426, 501], class: "barred", remedy: address },
  {
    statuses: [410],
    class: "barred",
    remedy: "it wants no more messages: remove it from the receiver, or ask whoever runs it",
  },
  { statuses: [408, 425, 429, 503], class: "passing", remedy: null },
  { statuses: [413], class: "refused", remedy: "the message is too large for it" },
  { statuses: [[400, 499]], class: "refused", remedy: "ask whoever runs it why it refuses this message" },
  { statuses: [[500, 599]], class: "uncertain", remedy: null },
];
