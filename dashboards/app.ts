import { Hono, type Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { createAcknowledgeLinks } from "./actions/acknowledge-link.ts";
import { createSlackActions } from "./actions/slack.ts";
import { createUnsubscribePage, createUnsubscribePosts } from "./actions/unsubscribe.ts";
import { createAssets } from "./assets.ts";
import { createEvents } from "./events.ts";
import { pageFrame } from "./frame.ts";
import { createHealth } from "./health.ts";
import { shortAddressesOnly, smallBodiesOnly } from "./limits.ts";
import type { DashboardOptions } from "./options.ts";
import { plainPage } from "./pages/plain.ts";
import { createPulse } from "./pulse.ts";
import { createClientRoutes } from "./routes/client.ts";
import { createFleetRoutes } from "./routes/fleet.ts";
import { createInboxRoutes } from "./routes/inbox.ts";
import { headers, knownHostsOnly, noStore, sameOriginOnly } from "./security.ts";

const fleet = { href: "/", words: "To the fleet" };

/**
 * The dashboard: pages that read, two routes that act, and the stream that keeps the pages live. It opens no port and
 * starts no work of its own; the store is asked only while a page is being read or watched.
 */
export function createDashboard(options: DashboardOptions): Hono {
  const pulse = createPulse(options.db);
  const tabs = [
    { label: "Fleet", path: "/" },
    { label: "Alerts", path: "/alerts" },
    ...options.extensions.map(({ label, path }) => ({ label, path })),
  ];

  const app = new Hono();
  app.use(headers, noStore, shortAddressesOnly);
  const health = createHealth(options.health);
  // Prometheus may know us by any name: it has the token, and without one only this machine is answered.
  app.route("/", health.metrics);
  app.use(knownHostsOnly(options.config));
  app.route("/", health.probes);
  // Before the check of the origin: Slack has none, and signs what it sends; so does a mail program.
  app.route("/", createSlackActions(options));
  app.route("/", createUnsubscribePosts(options));
  app.use(...sameOriginOnly(options.config), ...smallBodiesOnly);
  app.route("/", createAssets());
  app.route("/", createEvents(pulse));

  app.use(pageFrame(tabs, pulse, options.now));
  app.route("/", createFleetRoutes(options));
  app.route("/", createInboxRoutes(options));
  app.route("/", createClientRoutes(options));
  app.route("/", createAcknowledgeLinks(options));
  app.route("/", createUnsubscribePage(options));
  for (const extension of options.extensions) app.route(extension.path, extension.app);

  app.notFound((context) => {
    context.status(404);
    return say(context, "Page not found", "The link may be old, or what it showed belongs to another client.");
  });
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    options.onError(error);
    context.status(500);
    return say(
      context,
      "This page could not be made",
      "It is our fault and has been noted. The audits and alerts go on without it.",
    );
  });
  return app;
}

function say(context: Context, title: string, text: string): Response | Promise<Response> {
  return context.render(plainPage(title, text, fleet), { title });
}
