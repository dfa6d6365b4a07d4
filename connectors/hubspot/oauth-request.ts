import { z } from "zod";
import { classify } from "./classify.ts";
import { HubSpotBadAnswer, HubSpotUnauthorized } from "./errors.ts";
import { fetchText } from "./fetch-text.ts";
import { parseAnswer } from "./schema.ts";

const Refusal = z.object({
  status: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
});

/** Refusals that no second try mends, by HubSpot's own word or that of OAuth. */
const withoutConsent: ReadonlySet<string | undefined> = new Set([
  "BAD_REFRESH_TOKEN",
  "BAD_HUB",
  "invalid_grant",
  "access_denied",
]);
const withoutApp: ReadonlySet<string | undefined> = new Set(["BAD_CLIENT_ID", "BAD_CLIENT_SECRET", "invalid_client"]);

/**
 * Asks one of HubSpot's token endpoints. What it is asked with is secret through and through, so it travels in the
 * body, to the one origin, and no error repeats any of it.
 *
 * @throws {HubSpotError} {@link HubSpotUnauthorized} when only a person can help.
 */
export async function askOAuth<Schema extends z.ZodType>(
  schema: Schema,
  url: URL,
  fields: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<z.output<Schema>> {
  const asked = `POST ${url.pathname}`;
  const { status, headers, text } = await fetchText(asked, url, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
    timeoutMs,
  });
  const body = jsonOrNull(text);
  if (status >= 200 && status < 300) {
    if (body === null) throw new HubSpotBadAnswer(asked, "the body is not JSON, although the status is 200");
    return parseAnswer(schema, asked, body);
  }
  const refusal = Refusal.safeParse(body).data;
  if (withoutApp.has(refusal?.status) || withoutApp.has(refusal?.error)) throw new HubSpotUnauthorized(asked, "app");
  if (withoutConsent.has(refusal?.status) || withoutConsent.has(refusal?.error))
    throw new HubSpotUnauthorized(asked, "consent");
  throw classify(asked, status, headers, text);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
