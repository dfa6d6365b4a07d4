import { HubSpotOutage } from "./errors.ts";

/** An answer as it came, not yet judged. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface TextRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
}

/**
 * One request that is never led elsewhere: a redirect is a failure, so no secret reaches another host.
 *
 * @param asked - What the error says was asked: a method and a path, never a query.
 * @throws {HubSpotOutage} When no whole answer came.
 */
export async function fetchText(asked: string, url: URL, request: TextRequest): Promise<TextAnswer> {
  const { method, headers, body, timeoutMs } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    // The message of a failed fetch can hold the URL with its query, so only its kind is told.
    const kind = error instanceof Error ? error.name : "unknown";
    throw new HubSpotOutage(asked, kind === "TimeoutError" ? "it took too long" : `the connection failed${causeCode(error)}`);
  }
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code === "" ? "" : ` (${code})`;
}
