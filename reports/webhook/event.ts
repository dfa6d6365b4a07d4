/** One event as a webhook posts it, in the shape that Standard Webhooks proposes. */
export interface WebhookEvent {
  /** Such as "alert.opened". */
  readonly type: string;
  /** ISO 8601: when it happened. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Raised only when a field changes its meaning or goes; new fields may come at any time. */
const schemaVersion = 1;

export function webhookEvent(type: string, timestamp: string, data: WebhookEvent["data"]): WebhookEvent {
  return { type, timestamp, data: { schemaVersion, ...data } };
}
