import { ErrorCode } from "@slack/web-api";
import type { DeliveryOutcome } from "../delivery-outcome.ts";

/** Slack's own words that a later attempt may mend. Everything else it says needs a person. */
const passing = ["ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"];
/** Words that are about us and not about the message: no message goes out until a person has mended it. */
const barring: Readonly<Record<string, string>> = {
  invalid_auth: "the token is not valid: install the app again and use its new token",
  not_authed: "there is no token: set the one of the installed app",
  token_expired: "the token has expired: install the app again and use its new token",
  token_revoked: "the token was revoked: install the app again and use its new token",
  account_inactive: "the app was removed from the workspace: install it again",
  missing_scope: "add chat:write (and im:write for people) to the app",
};
const remedies: Readonly<Record<string, string>> = {
  not_in_channel: "invite the app to the channel",
  channel_not_found: "check the channel in the client's receivers, and that the app can see it",
  is_archived: "the channel is archived: name another one",
};
const passingWaitMs = 5_000;

/** What a failed call means for the message. Slack refuses with status 200 and a word; only a lost answer is uncertain. */
export function explainSlackError(error: unknown): Exclude<DeliveryOutcome, { ended: "sent" }> {
  const { code, data, retryAfter } = error as { code?: string; data?: { error?: string }; retryAfter?: number };
  if (code === ErrorCode.RateLimitedError)
    return { ended: "not-sent", reason: "Slack asks to wait", retryAfterMs: (retryAfter ?? 1) * 1000 };
  if (code === ErrorCode.PlatformError) {
    const word = data?.error ?? "unknown_error";
    if (passing.includes(word)) return { ended: "not-sent", reason: `Slack says ${word}`, retryAfterMs: passingWaitMs };
    if (word in barring) return { ended: "barred", reason: `Slack says ${word}: ${barring[word]}` };
    const remedy = remedies[word];
    return { ended: "refused", reason: `Slack says ${word}${remedy === undefined ? "" : `: ${remedy}`}` };
  }
  const lost = code === ErrorCode.HTTPError ? "Slack answered with a server error" : "Slack's answer was lost";
  return { ended: "uncertain", reason: lost, retryAfterMs: passingWaitMs };
}
