import { Hono } from "hono";
import { pageContext } from "../page-context.ts";
import { fleetPage } from "../pages/fleet.ts";
import type { DashboardOptions } from "../options.ts";
import { readOpenAlarms } from "../../storage/reads/open-alarms.ts";
import { readFleet } from "../../operations/reads/fleet.ts";

/** `/`: all clients. */
export function createFleetRoutes(options: DashboardOptions): Hono {
  return new Hono().get("/", async (context) => {
    const page = pageContext(options);
    const rows = await readFleet(page.db, options.config().clients, page.now);
    const alarms = await readOpenAlarms(page.db);
    return context.render(fleetPage(page, rows, alarms), { title: "Fleet" });
  });
}
