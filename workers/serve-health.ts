import { Hono } from "hono";
import { shortAddressesOnly } from "../dashboards/limits.ts";
import { headers, noStore } from "../dashboards/security.ts";
import { createHealth } from "../dashboards/health.ts";
import { PortTaken, serve, type Served } from "../dashboards/serve.ts";
import type { HealthWorld } from "../operations/health/readiness.ts";
import { openHealth } from "./open-health.ts";

/** Several workers of one machine have one config, and a port each. */
const portsTried = 10;

/**
 * Lets a worker answer probers, where its config names a place.
 *
 * @throws {Error} When all its ports are taken, or may not be opened; the message says which.
 */
export async function serveHealth(world: HealthWorld, env: NodeJS.ProcessEnv): Promise<Served | null> {
  const place = world.config().health;
  if (place === null) return null;
  const health = openHealth(world, env, "worker");
  const { probes, metrics } = createHealth(health);
  const app = new Hono().use(headers, noStore, shortAddressesOnly).route("/", probes).route("/", metrics);
  const fetch = (request: Request, ...rest: readonly unknown[]) => app.fetch(request, ...(rest as [object]));
  for (let port = place.port; port < place.port + portsTried; port += 1) {
    try {
      const served = await serve({ fetch, host: place.host, port });
      return { ...served, close: () => served.close().finally(() => health.close()) };
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
    }
  }
  throw new PortTaken(
    `The ports ${place.port} to ${place.port + portsTried - 1} on ${place.host} are all taken. Set health.port to another one.`,
  );
}
