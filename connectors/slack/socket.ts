import { LogLevel, WebClient } from "@slack/web-api";
import { explainSlackError } from "./errors.ts";
import { limitedFetch } from "./limited-fetch.ts";

/** A connection by which Slack sends what people press to an app that it cannot reach from outside. */
export interface SlackSocket {
  /** Whether Slack has said hello over it. */
  isOpen(): boolean;
  close(): Promise<void>;
}

export interface SlackSocketOptions {
  /** Where Slack lives, such as "https://slack.com". */
  readonly address: () => string;
  /** The app-level token (xapp-…); null while Socket Mode is not asked for. Asked at each attempt. */
  readonly token: () => string | null;
  /** What a person did, as Slack's own payload; what it resolves with is answered. It must settle within 3 seconds. */
  readonly onInteraction: (payload: unknown) => Promise<object | null>;
  /** Why there is no connection, once until there is one again. */
  readonly onTrouble: (reason: string) => void;
  /** What was pressed came to nothing, by a fault of ours. Whoever pressed it sees that nothing has changed. */
  readonly onFault: (fault: unknown) => void;
  /** Between two attempts, ms: doubled up to a minute. Tests take less. */
  readonly firstWaitMs?: number;
}

interface Envelope {
  readonly type?: string;
  readonly envelope_id?: string;
  readonly payload?: unknown;
  readonly accepts_response_payload?: boolean;
}

const usualFirstWaitMs = 1_000;
const longestWaitMs = 60_000;
/** While Socket Mode is not asked for, the config is looked at so often. */
const askAgainMs = 30_000;
/** Slack refreshes connections itself; one that was silent for so long may be dead without a word. */
const longestLifeMs = 30 * 60_000;
const timeoutMs = 10_000;
/** A peer that is gone answers no farewell: so long is waited for one. */
const farewellMs = 2_000;

/**
 * Keeps one connection to Slack open: again after each end, sooner than later, until it is closed. Slack sends what was
 * not acknowledged once more, so an end in the middle loses nothing.
 */
export function openSlackSocket(options: SlackSocketOptions): SlackSocket {
  const stopped = new AbortController();
  let isOpen = false;
  let isTroubled = false;

  const keep = async () => {
    for (let failures = 0; !stopped.signal.aborted;) {
      const token = readToken();
      if (token === null) {
        await pause(askAgainMs, stopped.signal);
        continue;
      }
      const wasOpen = await connect(token).catch((error: unknown) => trouble(explainSlackError(error).reason));
      isOpen = false;
      failures = wasOpen === true ? 0 : failures + 1;
      const wait = (options.firstWaitMs ?? usualFirstWaitMs) * 2 ** Math.min(failures, 6);
      await pause(wasOpen === true ? 0 : Math.min(wait, longestWaitMs), stopped.signal);
    }
  };

  function readToken(): string | null {
    try {
      return options.token();
    } catch (error) {
      trouble(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  function trouble(reason: string): false {
    if (!isTroubled) options.onTrouble(reason);
    isTroubled = true;
    return false;
  }

  /** Lives as long as one connection. True when Slack had said hello. */
  async function connect(token: string): Promise<boolean> {
    const socket = new WebSocket(await askAddress(options.address(), token));
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    let hasGreeted = false;
    let farewell: NodeJS.Timeout | undefined;
    const leave = () => {
      socket.close();
      farewell ??= setTimeout(end, farewellMs);
    };
    const life = setTimeout(leave, longestLifeMs);
    stopped.signal.addEventListener("abort", leave);
    socket.addEventListener("close", () => end());
    socket.addEventListener("error", () => end());
    socket.addEventListener("message", ({ data }) => {
      const envelope = parse(data);
      if (envelope.type === "hello") {
        hasGreeted = true;
        isOpen = true;
        isTroubled = false;
      }
      if (envelope.type === "disconnect") leave();
      if (envelope.type === "interactive") void answer(socket, envelope);
    });
    if (stopped.signal.aborted) leave();
    await ended;
    clearTimeout(life);
    clearTimeout(farewell);
    stopped.signal.removeEventListener("abort", leave);
    return hasGreeted || stopped.signal.aborted || trouble("Slack ended the connection before it began");
  }

  async function answer(socket: WebSocket, { envelope_id, payload }: Envelope): Promise<void> {
    // Acknowledged all the same: Slack would send it again and again, and the fault would be the same each time.
    const said = await options.onInteraction(payload).catch((fault: unknown) => {
      options.onFault(fault);
      return null;
    });
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ envelope_id, ...(said === null ? {} : { payload: said }) }));
  }

  const kept = keep();
  return {
    isOpen: () => isOpen,
    async close() {
      stopped.abort();
      await kept;
    },
  };
}

async function askAddress(address: string, token: string): Promise<string> {
  const slack = new WebClient(token, {
    slackApiUrl: new URL("/api/", address).href,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    fetch: limitedFetch,
    allowAbsoluteUrls: false,
  });
  const { url } = await slack.apps.connections.open({});
  if (url === undefined || !/^wss?:\/\//.test(url)) throw new Error("Slack named no address for a connection.");
  return url;
}

function parse(data: unknown): Envelope {
  try {
    const value: unknown = JSON.parse(String(data));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) return Promise.resolve();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener(
    "abort",
    () => {
      clearTimeout(timer);
      resolve();
    },
    { once: true },
  );
  return promise;
}
