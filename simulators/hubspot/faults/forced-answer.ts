import { randomUUID } from "node:crypto";
import type { Answer } from "../api/answer.ts";
import { html, ok } from "../api/answer.ts";
import { burstLimit, dailyLimit, invalidAuthentication, missingScopes, Refusal, searchLimit } from "../api/refusal.ts";
import type { Fault } from "./fault.ts";

/** The answer that a fault gives in place of the endpoint's; null for faults that let the endpoint speak first. */
export function forcedAnswer(fault: Fault): Answer | null {
  const retryAfter = fault.retryAfter ?? null;
  switch (fault.kind) {
    case "hang":
    case "reset":
      return { status: 0, body: "" };
    case "html-200":
      return {
        ...html(200, "OK"),
        body: "<!DOCTYPE html><html><head><title>HubSpot</title></head><body>We'll be right back.</body></html>",
      };
    case "empty-object":
      return ok({});
    case "500":
      return { status: 500, body: { status: "error", message: "internal error", correlationId: randomUUID() } };
    case "502":
      return html(502, "Bad Gateway");
    case "530":
      return html(530, "Origin DNS error");
    case "401":
      return invalidAuthentication().answer;
    case "403":
      return missingScopes(["crm.objects.contacts.read"]).answer;
    case "429-burst":
      return burstLimit(retryAfter).answer;
    case "429-search":
      return searchLimit("2026", retryAfter).answer;
    case "429-daily":
      return dailyLimit(retryAfter).answer;
    case "423":
      return new Refusal(423, { message: "The resource is locked. Try again later." }).answer;
    case "477":
      return new Refusal(
        477,
        { message: "Portal migration in progress" },
        { "retry-after": String(fault.retryAfter ?? 3600) },
      ).answer;
    default:
      return null;
  }
}
