import { parseRetryAfter } from "../../domain/wait-after.ts";
import type { DeliveryOutcome } from "../delivery-outcome.ts";
import { AddressRefused, NeverConnected, type GuardedAnswer } from "./guarded-request.ts";

/**
 * What a status means for a message that was posted to somebody's address.
 *
 * - `sent`: it was taken.
 * - `passing`: it was not taken, and a later attempt will do.
 * - `barred`: it was not taken, and a person has to act before this address takes any.
 * - `refused`: this one message will never be taken.
 * - `uncertain`: it may have been taken.
 */
export interface StatusRule {
  readonly statuses: readonly (number | readonly [first: number, last: number])[];
  /** A word in the body that tells two cases of one status apart; left out, any body. */
  readonly said?: RegExp;
  readonly class: "sent" | "passing" | "barred" | "refused" | "uncertain";
  /** What a person can do; null where time or nothing helps. */
  readonly remedy: string | null;
}

const passingWaitMs = 15_000;

/** How a post ended, by the first rule that fits. What the other side writes is never repeated: it may hold secrets. */
export function explainAnswer(
  rules: readonly StatusRule[],
  who: string,
  { status, body, retryAfter }: GuardedAnswer,
  { id, now }: { readonly id: string; readonly now: Date },
): DeliveryOutcome {
  const rule = rules.find(
    ({ statuses, said }) => statuses.some((one) => isWithin(status, one)) && (said?.test(body) ?? true),
  );
  const reason = `${who} answers ${status}`;
  switch (rule?.class ?? "uncertain") {
    case "sent":
      return { ended: "sent", externalId: id };
    case "barred":
      return { ended: "barred", reach: "place", reason, remedy: rule!.remedy ?? "ask whoever runs it" };
    case "refused":
      return {
        ended: "refused",
        reach: "message",
        reason: rule!.remedy === null ? reason : `${reason}: ${rule!.remedy}`,
      };
    case "passing":
    case "uncertain": {
      const told = parseRetryAfter(retryAfter, now);
      const wait = { reason, reach: "place" as const, retryAfterMs: told ?? passingWaitMs, isTold: told !== null };
      return { ...wait, ended: rule?.class === "passing" ? "not-sent" : "uncertain" };
    }
  }
}

function isWithin(status: number, one: StatusRule["statuses"][number]): boolean {
  return typeof one === "number" ? status === one : status >= one[0] && status <= one[1];
}

const badCertificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/;

/** The same where there was no answer. */
export function explainSilence(who: string, where: string, error: unknown): DeliveryOutcome {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AddressRefused)
    return {
      ended: "barred",
      reach: "place",
      reason: `${who} cannot be posted to: ${message}`,
      remedy: `correct ${where}`,
    };
  const code = codeOf(error);
  if (badCertificate.test(code))
    return {
      ended: "barred",
      reach: "place",
      reason: `${who} has no certificate that can be trusted (${code})`,
      remedy: `correct ${where}, or the server's certificate`,
    };
  const wait = { reach: "place" as const, retryAfterMs: passingWaitMs };
  if (error instanceof NeverConnected)
    return { ...wait, ended: "not-sent", reason: `${who} cannot be reached (${code === "" ? message : code})` };
  return { ...wait, ended: "uncertain", reason: `the answer of ${who} was lost` };
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  const found = code ?? cause?.code;
  return typeof found === "string" && /^[A-Z0-9_]{1,60}$/.test(found) ? found : "";
}
