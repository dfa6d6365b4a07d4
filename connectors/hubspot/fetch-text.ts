import http from "node:http";
import https from "node:https";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
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

const unzip = promisify(gunzip);

/** Ten times the largest page that HubSpot gives: a hundred records of many long properties. Packed and unpacked. */
const mostBytes = 64 * 1024 * 1024;

/**
 * One request that is never led elsewhere: a redirect is a failure, so no secret reaches another host. It goes through
 * Node's own client, because `fetch` takes a seventh of the time of a whole copy (docs/decisions/0006).
 *
 * @param asked - What the error says was asked: a method and a path, never a query.
 * @throws {HubSpotOutage} When no whole answer came, or one that leads elsewhere.
 */
export async function fetchText(asked: string, url: URL, request: TextRequest): Promise<TextAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await send(url, request, signal);
    const bytes = await bytesOf(asked, response);
    const isZipped = response.headers["content-encoding"] === "gzip";
    const text = (isZipped ? await unzip(bytes, { maxOutputLength: mostBytes }) : bytes).toString("utf8");
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400)
      throw new HubSpotOutage(asked, `it leads elsewhere (${status}), and no token goes there`);
    return { status, headers: new Headers(response.headers as Record<string, string>), text };
  } catch (error) {
    if (error instanceof HubSpotOutage) throw error;
    if (codeOf(error) === " (ERR_BUFFER_TOO_LARGE)") throw tooLarge(asked);
    // The message of a failed request can hold its address with the query, so only its kind is told.
    throw new HubSpotOutage(asked, signal.aborted ? "it took too long" : `the connection failed${codeOf(error)}`);
  }
}

function send(url: URL, { method, headers, body }: TextRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    request(url, { method, headers: { ...headers, "accept-encoding": "gzip" }, signal }, resolve)
      .on("error", reject)
      .end(body);
  });
}

/** The whole body, as long as it is one that HubSpot could have meant. */
async function bytesOf(asked: string, response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > mostBytes) throw tooLarge(asked);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(asked: string): HubSpotOutage {
  return new HubSpotOutage(asked, `the answer is larger than ${mostBytes / 1024 / 1024} MB`);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "" ? "" : ` (${code})`;
}
