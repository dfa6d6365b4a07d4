import type { Context } from "hono";
import { streamSSE, type SSEStreamingApi } from "hono/streaming";

/** Open streams of events of one server. Each is a page that somebody looks at. */
export interface Streams {
  /**
   * Opens one and keeps it until the reader goes away, or stops reading.
   *
   * @param begin - Is given how to tell the reader something; answers with what ends it.
   */
  open(context: Context, begin: (tell: Tell) => Promise<() => void> | (() => void)): Response;
}

export type Tell = (event: Parameters<SSEStreamingApi["writeSSE"]>[0]) => void;

const mostStreams = 100;
const heartbeatMs = 15_000;
/** A browser that is refused tries again by itself after so long. */
const retryAfterSeconds = 30;

/** Room for a hundred readers; the next one is asked to come back. */
export function createStreams(most = mostStreams): Streams {
  let open = 0;
  return {
    open(context, begin) {
      if (open >= most) {
        context.header("Retry-After", String(retryAfterSeconds));
        return context.text("Too many pages listen already. Close some of them.", 503);
      }
      // Proxies that collect an answer before passing it on would hold the events back.
      context.header("X-Accel-Buffering", "no");
      open += 1;
      return streamSSE(context, async (stream) => {
        try {
          await keep(stream, begin);
        } finally {
          open -= 1;
        }
      });
    },
  };
}

async function keep(stream: SSEStreamingApi, begin: Parameters<Streams["open"]>[1]): Promise<void> {
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  stream.onAbort(resolve);
  let unread = 0;
  const write = (writing: Promise<unknown>) => {
    unread += 1;
    // A browser that has gone ends the stream by itself.
    void writing.catch(() => undefined).finally(() => (unread -= 1));
  };
  const stop = await begin((event) => write(stream.writeSSE(event)));
  const heartbeat = setInterval(() => {
    // What was told a beat ago has not been taken yet: nobody reads, and what is told would pile up here.
    if (unread > 0) stream.abort();
    else write(stream.write(": \n\n"));
  }, heartbeatMs).unref();
  await gone;
  clearInterval(heartbeat);
  stop();
}
