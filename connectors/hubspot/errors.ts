/**
 * What can go wrong with HubSpot, by what has to happen next. No message holds a token, a header or a response body:
 * bodies carry personal data and would end up in histories and logs.
 */
export abstract class HubSpotError extends Error {
  /** Such as "GET /crm/objects/2026-09/contacts": what was asked, without its query. */
  readonly asked: string;
  constructor(message: string, asked: string, options?: ErrorOptions) {
    super(message, options);
    this.asked = asked;
  }
}

/** Ask again at `retryAt`. */
export class HubSpotRateLimited extends HubSpotError {
  override readonly name = "HubSpotRateLimited";
  readonly retryAfterMs: number;
  /** "DAILY" parks the client until the portal's midnight; the others pass in seconds. */
  readonly policy: string;
  constructor(asked: string, policy: string, retryAfterMs: number) {
    super(`HubSpot asks to wait ${Math.ceil(retryAfterMs / 1000)} s (${policy.toLowerCase()} limit) for ${asked}.`, asked);
    this.policy = policy;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The token is refused: revoked, expired or mistyped. Only a person can mend it. */
export class HubSpotUnauthorized extends HubSpotError {
  override readonly name = "HubSpotUnauthorized";
  constructor(asked: string) {
    super(
      "HubSpot refuses the token: it was revoked, has expired or was mistyped. Create a new one in HubSpot and put it where the client's config says.",
      asked,
    );
  }
}

/** The token is good and may not do this. `scopes` would help; empty means the portal's subscription lacks it. */
export class HubSpotForbidden extends HubSpotError {
  override readonly name = "HubSpotForbidden";
  readonly scopes: readonly string[];
  constructor(asked: string, scopes: readonly string[]) {
    super(
      scopes.length > 0
        ? `HubSpot refuses ${asked}: the token lacks the scope ${scopes.join(" or ")}. Add it to the app and use the new token.`
        : `HubSpot refuses ${asked}: this portal's subscription does not include it, or the token may not see it.`,
      asked,
    );
    this.scopes = scopes;
  }
}

/** We asked for something that does not exist or is not allowed: a fault of ours, never retried. */
export class HubSpotBadRequest extends HubSpotError {
  override readonly name = "HubSpotBadRequest";
  readonly status: number;
  constructor(asked: string, status: number, category: string | null) {
    super(`HubSpot answered ${status}${category === null ? "" : ` (${category})`} to ${asked}.`, asked);
    this.status = status;
  }
}

/** HubSpot is moving this portal to another data centre. */
export class HubSpotMigrating extends HubSpotError {
  override readonly name = "HubSpotMigrating";
  readonly retryAfterMs: number;
  constructor(asked: string, retryAfterMs: number) {
    super(
      `HubSpot is moving this portal to another data centre and asks to come back in ${Math.ceil(retryAfterMs / 60_000)} min.`,
      asked,
    );
    this.retryAfterMs = retryAfterMs;
  }
}

/** No usable answer: a network fault, a timeout, or a server error. Reads may be tried again. */
export class HubSpotOutage extends HubSpotError {
  override readonly name = "HubSpotOutage";
  constructor(asked: string, what: string, options?: ErrorOptions) {
    super(`HubSpot gave no usable answer to ${asked}: ${what}.`, asked, options);
  }
}

/**
 * An answer with status 200 that is not what it should be: a proxy's HTML page, `{}`, cut JSON, a page that repeats.
 * Taken at its word it would read as "there is nothing here", so it is an error.
 */
export class HubSpotBadAnswer extends HubSpotError {
  override readonly name = "HubSpotBadAnswer";
  constructor(asked: string, what: string) {
    super(`HubSpot's answer to ${asked} is not what it should be: ${what}.`, asked);
  }
}
