/** Where and about what an OAuth app wants to be told. Static tokens cannot subscribe. */
export interface WebhookSettings {
  readonly appId: number;
  readonly targetUrl: string;
  readonly clientSecret: string;
  readonly subscriptions: readonly Subscription[];
  /** How long after a failure each further attempt follows; HubSpot takes a day for ten of them. */
  readonly retryDelaysMs: readonly number[];
}

export interface Subscription {
  /** Such as `contact.creation` or `deal.propertyChange`. */
  readonly eventType: string;
  /** For `propertyChange`. */
  readonly propertyName?: string | undefined;
}
