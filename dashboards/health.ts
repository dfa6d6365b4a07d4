import { Hono } from "hono";
import type { Pulse } from "./pulse.ts";

/** `/livez`: the process answers. `/readyz`: and it reaches its database. Both are open to any prober. */
export function createHealth(pulse: Pulse): Hono {
  return new Hono()
    .get("/livez", (context) => context.text("ok"))
    .get("/readyz", async (context) => {
      const isReady = await pulse.read().then(
        () => true,
        () => false,
      );
      return isReady ? context.text("ok") : context.text("the database does not answer", 503);
    });
}
