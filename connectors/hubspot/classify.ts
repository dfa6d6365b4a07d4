import { z } from "zod";
import { parseRetryAfter } from "../../domain/wait-after.ts";
import {
  HubSpotBadRequest,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotOutage,
  HubSpotRateLimited,
  HubSpotUnauthorized,
  type HubSpotError,
} from "./errors.ts";

/** One of HubSpot's own words, such as "VALIDATION_ERROR". Nothing else of a body may get into an error. */
const Word = z.string().regex(/^[A-Z][A-Z_]{0,59}$/);

/** HubSpot documents that every field of an error body may be missing, and real ones are. */
const ErrorBody = z.object({
  category: Word.optional().catch(undefined),
  policyName: Word.optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  errors: z
    .array(z.object({ context: z.object({ requiredGranularScopes: z.array(z.string()).optional() }).optional() }))
    .optional()
    .catch(undefined),
});

const tenSecondsMs = 10_000;
/** A window that is longer was not meant. */
const longestIntervalMs = 60_000;
/** HubSpot asks to wait at least two seconds on a locked record. */
const lockedWaitMs = 2_000;

/** Turns a status that is not 2xx into the error that says what has to happen next. */
export function classify(asked: string, status: number, headers: Headers, text: string): HubSpotError {
  const body = parseBody(text);
  // A date is held against the answer's own clock, which may differ from ours.
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"), answeredAt(headers));

  if (status === 429) {
    const policy =
      body.policyName ??
      (body.message?.includes("secondly limit")
        ? "SECONDLY"
        : body.message?.includes("daily")
          ? "DAILY"
          : "TEN_SECONDLY_ROLLING");
    return new HubSpotRateLimited(asked, policy, retryAfterMs ?? waitFor(policy, headers));
  }
  // A malformed bearer token comes back from the edge as 530 instead of 401.
  if (status === 401 || status === 530) return new HubSpotUnauthorized(asked, "token");
  if (status === 403) return new HubSpotForbidden(asked, scopesIn(body));
  if (status === 423) return new HubSpotRateLimited(asked, "LOCKED", retryAfterMs ?? lockedWaitMs);
  if (status === 477) return new HubSpotMigrating(asked, retryAfterMs ?? 60 * 60_000);
  if (status >= 500) return new HubSpotOutage(asked, `status ${status}`);
  return new HubSpotBadRequest(asked, status, body.category ?? null);
}

function parseBody(text: string): z.output<typeof ErrorBody> {
  try {
    return ErrorBody.parse(JSON.parse(text));
  } catch {
    // Many of HubSpot's errors come from a proxy as HTML: the status alone has to do.
    return {};
  }
}

/** Such as "crm.objects.contacts.read" or "sales-email-read". */
const isScope = (text: string): boolean => /^[a-z][a-z._-]{1,79}$/.test(text);

function scopesIn(body: z.output<typeof ErrorBody>): readonly string[] {
  const granular = (body.errors ?? []).flatMap((error) => error.context?.requiredGranularScopes ?? []).filter(isScope);
  if (granular.length > 0) return [...new Set(granular)];
  // The variant for OAuth tokens names them in its text: "(requires one of [leads-read])". Products are named like that
  // too.
  const named = /requires one of \[(?<scopes>[^\]]+)\]/.exec(body.message ?? "")?.groups?.["scopes"];
  return (named ?? "")
    .split(",")
    .map((scope) => scope.trim())
    .filter(isScope);
}

function waitFor(policy: string, headers: Headers): number {
  if (policy === "SECONDLY") return 1_000;
  if (policy === "DAILY") return 60 * 60_000;
  const interval = Number(headers.get("x-hubspot-ratelimit-interval-milliseconds"));
  return interval > 0 && interval <= longestIntervalMs ? interval : tenSecondsMs;
}

function answeredAt(headers: Headers): Date {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? new Date() : new Date(at);
}
