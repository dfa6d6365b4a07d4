import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Pulse } from "./pulse.ts";

const heartbeatMs = 15_000;
const reconnectMs = 2000;

/**
 * `/events`: a server-sent event for each change of the store. Its id is the store's version, so a page that comes
 * back with `Last-Event-ID`, or that names the version it was read at, hears at once whether it missed something.
 */
export function createEvents(pulse: Pulse): Hono {
  return new Hono().get("/events", (context) => {
    // Proxies that collect an answer before passing it on would hold the events back.
    context.header("X-Accel-Buffering", "no");
    const known = context.req.header("Last-Event-ID") ?? context.req.query("since") ?? null;
    return streamSSE(context, async (stream) => {
      let told = known;
      await stream.writeSSE({ event: "hello", data: "", retry: reconnectMs });
      await new Promise<void>((resolve) => {
        const unsubscribe = pulse.subscribe((version) => {
          if (version === told) return;
          told = version;
          void stream.writeSSE({ event: "change", id: version, data: version });
        });
        const heartbeat = setInterval(() => void stream.write(": \n\n"), heartbeatMs).unref();
        stream.onAbort(() => {
          unsubscribe();
          clearInterval(heartbeat);
          resolve();
        });
      });
    });
  });
}
