import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { nameCookie } from "../actions/acknowledge.ts";
import { actOnAlerts } from "../actions/act-on-alerts.ts";
import type { DashboardOptions } from "../options.ts";
import { pageContext } from "../page-context.ts";
import { inboxPage } from "../pages/inbox.ts";
import { inboxViewOf } from "../parts/inbox-view.ts";

/** `/alerts`: what is not resolved, of all clients or as `?client=&status=&severity=` asks; its form acts on several. */
export function createInboxRoutes(options: DashboardOptions): Hono {
  const app = new Hono();
  app.get("/alerts", async (context) => {
    const view = inboxViewOf((name) => context.req.query(name), options.config().clients);
    const inbox = await options.listAlerts(view);
    const visitor = getCookie(context, nameCookie) ?? "";
    return context.render(inboxPage(pageContext(options), inbox, view, visitor), { title: "Alerts" });
  });
  app.post("/alerts", (context) => actOnAlerts(context, options));
  return app;
}
