import { Hono } from "hono";
import { pageContext } from "../page-context.ts";
import { fleetPage } from "../pages/fleet.ts";
import { fleetViewOf } from "../parts/fleet-view.ts";
import type { DashboardOptions } from "../options.ts";
import { readOpenAlarms } from "../../storage/reads/open-alarms.ts";
import { readFleet } from "../../operations/reads/fleet.ts";

/** `/`: all clients, or those that `?search=&show=&sort=` asks for. */
export function createFleetRoutes(options: DashboardOptions): Hono {
  return new Hono().get("/", async (context) => {
    const page = pageContext(options);
    const rows = await readFleet(page.db, options.config().clients, page.now);
    const view = fleetViewOf((name) => context.req.query(name));
    const alarms = await readOpenAlarms(page.db);
    return context.render(fleetPage(page, rows, alarms, view), { title: "Fleet" });
  });
}
