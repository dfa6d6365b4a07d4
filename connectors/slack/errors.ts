import { ErrorCode } from "@slack/web-api";
import type { DeliveryOutcome } from "../delivery-outcome.ts";
import { slackErrorWords, unknownWord } from "./error-words.ts";

type Failure = Exclude<DeliveryOutcome, { ended: "sent" }>;

/** What the package throws: its own errors, and those of fetch while a body is read. */
interface Thrown {
  readonly code?: string;
  readonly message?: string;
  readonly data?: { readonly error?: unknown; readonly needed?: unknown };
  readonly retryAfter?: number;
  readonly statusCode?: number;
  readonly original?: { readonly message?: string; readonly cause?: { readonly code?: string } };
}

/** Our own guess for what passes by itself. */
const passingWaitMs = 5_000;
/** Between two looks for a message that may have arrived. */
const lookAgainMs = 5_000;

/**
 * What a failed call means for the message. Slack refuses with status 200 and a word. Whatever has no word of Slack's,
 * such as a page of a proxy, is uncertain, unless the request certainly never left.
 */
export function explainSlackError(error: unknown): Failure {
  const thrown = error as Thrown;
  switch (thrown.code) {
    case ErrorCode.RateLimitedError:
      return {
        ended: "not-sent",
        reason: "Slack asks to wait",
        retryAfterMs: (thrown.retryAfter ?? 1) * 1000,
        isTold: true,
      };
    case ErrorCode.PlatformError:
      return explainWord(thrown.data);
    case ErrorCode.HTTPError:
      return explainStatus(thrown.statusCode ?? 0);
    default:
      return explainLoss(thrown);
  }
}

/** Slack's own word for what is wrong; null for anything else. */
export function wordOf(error: unknown): string | null {
  const { code, data } = error as Thrown;
  const word = code === ErrorCode.PlatformError ? data?.error : null;
  // The package puts a body that is no JSON where the word would be.
  return typeof word === "string" && /^[a-z0-9_]{1,80}$/.test(word) ? word : null;
}

function explainWord(data: Thrown["data"]): Failure {
  const word = wordOf({ code: ErrorCode.PlatformError, data });
  if (word === null) return uncertain("Slack's answer was none of Slack's: something between answered in its place");
  const { class: kind, reach, remedy } = slackErrorWords.get(word) ?? unknownWord;
  const reason = `Slack says ${word}`;
  switch (kind) {
    case "passing":
      return { ended: "not-sent", reason, retryAfterMs: passingWaitMs };
    case "uncertain":
      return uncertain(reason);
    case "barred": {
      const needed =
        typeof data?.needed === "string" && /^[a-z:._,]{1,200}$/.test(data.needed) ? ` (${data.needed})` : "";
      return {
        ended: "barred",
        reason: `${reason}${needed}`,
        remedy: remedy!,
        reach: reach === "workspace" ? "channel" : "place",
      };
    }
    case "refused":
      return {
        ended: "refused",
        reason: remedy === null ? reason : `${reason}: ${remedy}`,
        reach: reach === "thread" ? "thread" : "message",
      };
  }
}

/**
 * Slack itself answers 200 and 429 only, so another status comes from something between, or from a Slack that is
 * unwell.
 */
function explainStatus(status: number): Failure {
  if (status >= 500) return uncertain(`Slack answered with a server error (${status})`);
  if (status === 413) return { ended: "refused", reason: "the message is too large (413)", reach: "message" };
  if (status >= 400)
    return {
      ended: "barred",
      reason: `something between us and Slack refuses (${status})`,
      remedy: "check slack.address in revwatch.yaml, the proxy and the firewall",
      reach: "channel",
    };
  return uncertain(`Slack's answer was none of Slack's (status ${status})`);
}

/** Codes of connections that were never made: nothing can have arrived. */
const neverLeft = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const badCertificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

function explainLoss({ message = "", original }: Thrown): Failure {
  // A 429 whose header says nothing.
  if (message.startsWith("Retry header"))
    return { ended: "not-sent", reason: "Slack asks to wait", retryAfterMs: passingWaitMs };
  const code = original?.cause?.code ?? "";
  if (badCertificate.test(code))
    return {
      ended: "barred",
      reason: `Slack's certificate is not trusted (${code})`,
      remedy: "check the server's clock, its certificates and the proxy between",
      reach: "channel",
    };
  if (neverLeft.has(code))
    return { ended: "not-sent", reason: `Slack cannot be reached (${code})`, retryAfterMs: passingWaitMs };
  return uncertain("Slack's answer was lost");
}

function uncertain(reason: string): Failure {
  return { ended: "uncertain", reason, retryAfterMs: lookAgainMs };
}
