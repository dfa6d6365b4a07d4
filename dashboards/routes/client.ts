import { Hono, type Context } from "hono";
import { getCookie } from "hono/cookie";
import { acknowledgeOnPage, nameCookie } from "../actions/acknowledge.ts";
import { excludeOnPage } from "../actions/exclude.ts";
import type { DashboardOptions } from "../options.ts";
import { clientContext, type ClientContext } from "../page-context.ts";
import { clientPage } from "../pages/client.ts";
import { findingPage } from "../pages/finding.ts";
import { leadsPage } from "../pages/leads.ts";
import { reportPage, reportsPage } from "../pages/reports.ts";
import { readAlerts } from "../reads/alerts.ts";
import {
  readDeliveries,
  readFinding,
  readFindingEvents,
  readOpenFindings,
  readRecentEvents,
  readRunWorkflow,
} from "../reads/findings.ts";
import { readReport, readReports } from "../reads/reports.ts";
import { readClientAge } from "../../operations/reads/client-ages.ts";
import { exclusionsOf } from "../../storage/exclusions.ts";
import { readStanding, type Standing } from "../reads/standing.ts";
import { showWorkflow } from "./workflow.ts";

const recentEvents = 15;

/** Everything below `/clients/:clientId`. A client that the config does not name has no pages. */
export function createClientRoutes(options: DashboardOptions): Hono {
  const app = new Hono();
  const forClient =
    (show: (context: Context, page: ClientContext) => Promise<Response>) => async (context: Context) => {
      const client = options.config().clients.find(({ clientId }) => clientId === context.req.param("clientId"));
      return client === undefined ? context.notFound() : show(context, clientContext(options, client));
    };
  app.get("/clients/:clientId", forClient(showClient));
  app.get("/clients/:clientId/findings/:findingId", forClient(showFinding));
  app.get("/clients/:clientId/leads", forClient(showLeads));
  app.get("/clients/:clientId/reports", forClient(showReports));
  app.get("/clients/:clientId/reports/:period", forClient(showReport));
  app.get("/clients/:clientId/workflows/:workflowId", forClient(showWorkflow));
  app.get("/clients/:clientId/workflows/:workflowId/:runId", forClient(showWorkflow));
  app.post(
    "/clients/:clientId/alerts/:alertId/acknowledge",
    forClient((context, page) => acknowledgeOnPage(context, page, context.req.param("alertId")!)),
  );
  app.post(
    "/clients/:clientId/findings/:findingId/exclude",
    forClient((context, page) => excludeOnPage(context, page, context.req.param("findingId")!, "exclude")),
  );
  app.post(
    "/clients/:clientId/findings/:findingId/take-back",
    forClient((context, page) => excludeOnPage(context, page, context.req.param("findingId")!, "take-back")),
  );
  return app;
}

async function showClient(context: Context, page: ClientContext): Promise<Response> {
  const { db, client, now } = page;
  const [standing, findings, alerts, events] = await Promise.all([
    readStandingNow(page),
    readOpenFindings(db, client.clientId),
    readAlerts(db, client.clientId, now),
    readRecentEvents(db, client.clientId, recentEvents),
  ]);
  const visitor = getCookie(context, nameCookie) ?? "";
  return context.render(clientPage(page, { standing, findings, alerts, events, visitor }), { title: client.name });
}

async function readStandingNow({ db, client, now }: ClientContext): Promise<Standing> {
  return readStanding(db, client, await readClientAge(db, client, now), now);
}

async function showFinding(context: Context, page: ClientContext): Promise<Response> {
  const { db, client, options } = page;
  const finding = await readFinding(db, client.clientId, context.req.param("findingId")!);
  if (finding === null) return context.notFound();

  const events = await readFindingEvents(db, client.clientId, finding.finding_id);
  const lastRunId = events.map(({ run_id }) => run_id).find((runId) => runId !== null);
  const alertIds = [...new Set(events.flatMap(({ alert_id }) => (alert_id === null ? [] : [alert_id])))];
  const visitor = getCookie(context, nameCookie) ?? "";
  const [standing, deliveries, exclusions, run] = await Promise.all([
    readStandingNow(page),
    readDeliveries(db, client.clientId, alertIds, finding.finding_id),
    exclusionsOf(db, client.clientId),
    lastRunId === undefined ? undefined : readRunWorkflow(db, client.clientId, lastRunId),
  ]);
  const exclusion = exclusions.get(finding.finding_id) ?? null;
  const auditUrl = run === undefined ? null : options.links.workflow(run.workflow_id, run.workflow_run_id);
  return context.render(findingPage(page, { standing, finding, events, deliveries, auditUrl, exclusion, visitor }), {
    title: `${finding.subject_label} · ${client.name}`,
  });
}

async function showLeads(context: Context, page: ClientContext): Promise<Response> {
  const { db, client, options } = page;
  const [standing, leads, reports, thisWeek] = await Promise.all([
    readStandingNow(page),
    readOpenFindings(db, client.clientId, "waiting-leads"),
    readReports(db, client.clientId, 1),
    options.measureLeads?.(client.clientId) ?? null,
  ]);
  return context.render(leadsPage(page, { standing, leads, thisWeek, lastReport: reports[0] ?? null }), {
    title: `Leads · ${client.name}`,
  });
}

async function showReports(context: Context, page: ClientContext): Promise<Response> {
  const reports = await readReports(page.db, page.client.clientId);
  return context.render(reportsPage(page, reports), { title: `Reports · ${page.client.name}` });
}

async function showReport(context: Context, page: ClientContext): Promise<Response> {
  const report = await readReport(page.db, page.client.clientId, context.req.param("period")!);
  if (report === null) return context.notFound();
  return context.render(reportPage(page, report), { title: `${report.model.period} · ${page.client.name}` });
}
