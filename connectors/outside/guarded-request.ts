import { lookup as lookUp, type LookupAddress } from "node:dns";
import { request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { callbackify } from "node:util";
import { whyRefused } from "./address-guard.ts";

/**
 * An address that somebody else chose, and that leads where we send nothing. No message repeats the address: it may be
 * a secret.
 */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
}

/** No connection was made, so nothing can have arrived. */
export class NeverConnected extends Error {
  override readonly name = "NeverConnected";
}

export interface GuardedRequest {
  /** Holds secrets now and then, so nothing repeats it. */
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Lets it lead into the own network, and over http. */
  readonly allowPrivate?: boolean;
  /** From the first byte to the last, ms. */
  readonly timeoutMs?: number;
  /** So much of the answer is read; the connection is cut after it. */
  readonly maxBytes?: number;
  /** The name service; tests give their own. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly body: string;
  /** The header `Retry-After` as it came; null without one. */
  readonly retryAfter: string | null;
}

const usualTimeoutMs = 10_000;
const usualMaxBytes = 64 * 1024;

/**
 * Sends one request to an address that came from a person's config. Each address that a name stands for is judged at
 * the moment of connecting, so a name that changes between two questions gains nothing; redirects are not followed.
 *
 * @throws {AddressRefused} When the address may not be used; the message says why, without the address.
 * @throws {NeverConnected} When no connection was made.
 * @throws {Error} When there was no answer in time, or none at all, and the request may have arrived.
 */
export async function guardedRequest(options: GuardedRequest): Promise<GuardedAnswer> {
  const { url, allowPrivate = false, timeoutMs = usualTimeoutMs } = options;
  const target = parse(url, allowPrivate);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  // Node asks the name service only for names: an address written out is judged here.
  if (isIP(host) !== 0) refuseBadly([{ address: host, family: isIP(host) }], allowPrivate);

  const { promise, resolve, reject } = Promise.withResolvers<GuardedAnswer>();
  const send = target.protocol === "https:" ? requestHttps : requestHttp;
  const request = send(target, {
    method: options.method ?? "GET",
    headers: { "user-agent": "revwatch", ...options.headers },
    lookup: guardedLookup(options, allowPrivate),
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
  });
  let isConnected = false;
  request.on("socket", (socket) => {
    socket.once("connect", () => judgePeer(request, socket.remoteAddress, allowPrivate));
    socket.once(target.protocol === "https:" ? "secureConnect" : "connect", () => (isConnected = true));
  });
  request.on("error", (error) => reject(whyLost(error, isConnected, timeoutMs)));
  request.on("response", (response) => void read(response, options.maxBytes ?? usualMaxBytes).then(resolve, reject));
  request.end(options.body);
  return promise;
}

function whyLost(error: Error, isConnected: boolean, timeoutMs: number): Error {
  if (error instanceof AddressRefused) return error;
  const isLate = error.name === "AbortError" || error.name === "TimeoutError";
  const message = isLate ? `no answer within ${timeoutMs / 1000} s` : error.message;
  return isConnected ? new Error(message, { cause: error }) : new NeverConnected(message, { cause: error });
}

function parse(url: string, allowPrivate: boolean): URL {
  if (!URL.canParse(url)) throw new AddressRefused("it is no web address");
  const target = new URL(url);
  if (target.protocol !== "https:" && !(allowPrivate && target.protocol === "http:"))
    throw new AddressRefused(`it has to begin with https://${allowPrivate ? " or http://" : ""}`);
  if (target.username !== "" || target.password !== "") throw new AddressRefused("it holds a user name or password");
  return target;
}

const ask = (host: string): Promise<readonly LookupAddress[]> =>
  new Promise((resolve, reject) =>
    lookUp(host, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error))),
  );

/** One bad address among good ones refuses them all: which of them is used is not ours to say. */
function refuseBadly(addresses: readonly LookupAddress[], allowPrivate: boolean): void {
  for (const { address } of addresses) {
    const why = whyRefused(address, allowPrivate);
    if (why !== null) throw new AddressRefused(`it leads where nothing is sent: ${why}`);
  }
}

function guardedLookup({ resolve = ask }: GuardedRequest, allowPrivate: boolean): LookupFunction {
  const judged = callbackify(async (host: string) => {
    const addresses = await resolve(host).catch(({ code }: NodeJS.ErrnoException) => {
      throw new Error(`its name cannot be found (${code ?? "no reason given"})`);
    });
    refuseBadly(addresses, allowPrivate);
    if (addresses.length === 0) throw new Error("its name stands for no address");
    return [...addresses];
  });
  return (host, { all }, callback) =>
    judged(host, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const [first] = addresses;
      return all === true ? callback(null, addresses) : callback(null, first!.address, first!.family);
    });
}

/** The last word: where the connection has really led. */
function judgePeer(request: ClientRequest, address: string | undefined, allowPrivate: boolean): void {
  const why = address === undefined ? null : whyRefused(address, allowPrivate);
  if (why !== null) request.destroy(new AddressRefused(`it leads where nothing is sent: ${why}`));
}

async function read(response: IncomingMessage, maxBytes: number): Promise<GuardedAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, maxBytes - bytes));
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes >= maxBytes) break;
  }
  return {
    status: response.statusCode ?? 0,
    body: Buffer.concat(chunks).toString("utf8"),
    retryAfter: response.headers["retry-after"] ?? null,
  };
}
