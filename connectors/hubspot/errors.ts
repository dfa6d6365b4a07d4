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
    super(
      `HubSpot asks to wait ${Math.ceil(retryAfterMs / 1000)} s (${policy.toLowerCase()} limit) for ${asked}.`,
      asked,
    );
    this.policy = policy;
    this.retryAfterMs = retryAfterMs;
  }
}

const refusals = {
  token: {
    what: "HubSpot refuses the token: it was revoked, has expired or was mistyped.",
    remedy: "Create a new token in HubSpot, put it where the config says, and run `revwatch doctor`.",
  },
  consent: {
    what: "HubSpot gives the app no access to this portal any more: it was removed from the portal, or its refresh token was mistyped.",
    remedy:
      "Reconnect it: install the app in the client's portal again, put the new refresh token where the config says, and run `revwatch doctor`.",
  },
  app: {
    what: "HubSpot does not know the app: its client id or its client secret was changed or mistyped.",
    remedy: "Correct `oauth.clientId`, or put the new client secret where the config says, and run `revwatch doctor`.",
  },
} as const;

/** Our access is refused as a whole. Only a person can mend it, by what `remedy` says. */
export class HubSpotUnauthorized extends HubSpotError {
  override readonly name = "HubSpotUnauthorized";
  /** What happened, without the remedy. */
  readonly reason: string;
  readonly remedy: string;
  /** @param refused - A token itself; the app's consent, which gave out its tokens; or the app. */
  constructor(asked: string, refused: keyof typeof refusals = "token") {
    const { what, remedy } = refusals[refused];
    super(`${what} ${remedy}`, asked);
    this.reason = what;
    this.remedy = remedy;
  }
}

/** The token is good and may not do this. `scopes` would help; empty means the portal's subscription lacks it. */
export class HubSpotForbidden extends HubSpotError {
  override readonly name = "HubSpotForbidden";
  readonly scopes: readonly string[];
  /** What happened, without what would help. */
  readonly reason: string;
  constructor(asked: string, scopes: readonly string[]) {
    const reason =
      scopes.length > 0
        ? `HubSpot refuses ${asked}: the token lacks the scope ${scopes.join(" or ")}.`
        : `HubSpot refuses ${asked}: this portal's subscription does not include it, or the token may not see it.`;
    super(scopes.length > 0 ? `${reason} Add it to the app and use the new token.` : reason, asked);
    this.scopes = scopes;
    this.reason = reason;
  }
}

/** We asked for something that does not exist or is not allowed: a fault of ours, never retried. */
export class HubSpotBadRequest extends HubSpotError {
  override readonly name = "HubSpotBadRequest";
  readonly status: number;
  /** HubSpot's own word, such as "OBJECT_NOT_FOUND"; null where it gave none. */
  readonly category: string | null;
  constructor(asked: string, status: number, category: string | null) {
    super(`HubSpot answered ${status}${category === null ? "" : ` (${category})`} to ${asked}.`, asked);
    this.status = status;
    this.category = category;
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
