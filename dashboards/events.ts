import { Hono } from "hono";
import type { Pulse } from "./pulse.ts";
import { createStreams } from "./streams.ts";

const reconnectMs = 2000;
const aliveEveryMs = 15_000;
/** A version of the store; what is longer was never given out. */
const longestVersion = 200;

/**
 * `/events`: a server-sent event for each change of the store. Its id is the store's version, so a page that comes
 * back with `Last-Event-ID`, or that names the version it was read at, hears at once whether it missed something.
 */
export function createEvents(pulse: Pulse): Hono {
  const streams = createStreams();
  return new Hono().get("/events", (context) => {
    const known = context.req.header("Last-Event-ID") ?? context.req.query("since") ?? null;
    return streams.open(context, (tell) => {
      let told = known === null ? null : known.slice(0, longestVersion);
      tell({ event: "hello", data: "", retry: reconnectMs });
      let toldAt = Date.now();
      return pulse.subscribe((version) => {
        // A sign of life is given only while the store answers: a page must not look live on what cannot be read.
        if (version === told && Date.now() - toldAt < aliveEveryMs) return;
        toldAt = Date.now();
        if (version === told) return tell({ event: "alive", data: "" });
        told = version;
        tell({ event: "change", id: version, data: version });
      });
    });
  });
}
