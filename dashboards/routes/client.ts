import { Hono, type Context } from "hono";
import { getCookie } from "hono/cookie";
import { acknowledgeOnPage, nameCookie } from "../actions/acknowledge.ts";
import { excludeOnPage } from "../actions/exclude.ts";
import type { DashboardOptions } from "../options.ts";
import { clientContext, type ClientContext } from "../page-context.ts";
import { checkPage } from "../pages/check.ts";
import { clientPage } from "../pages/client.ts";
import { findingPage } from "../pages/finding.ts";
import { leadsPage } from "../pages/leads.ts";
import { reportPage, reportsPage } from "../pages/reports.ts";
import { readReport, readReports } from "../../storage/reads/reports.ts";
import { readClientAge } from "../../operations/reads/client-ages.ts";
import { exclusionsOf } from "../../storage/reads/exclusions.ts";
import { readAlertsOfFinding } from "../../storage/reads/alerts-of-finding.ts";
import { readCurrentAlerts } from "../../storage/reads/current-alerts.ts";
import { readFindingHistory } from "../../storage/reads/finding-history.ts";
import { readFinding, readFindings } from "../../storage/reads/findings.ts";
import { readRecentEvents } from "../../storage/reads/recent-events.ts";
import { readStandingWithTrend, type StandingWithTrend } from "../../operations/reads/score-trend.ts";
import { readCheckStanding } from "../../operations/reads/check-standing.ts";
import { readObservedWithTold } from "../../operations/reads/would-have-told.ts";
import { showWorkflow } from "./workflow.ts";

const recentEvents = 15;
const shownEvents = 100;
const shownDeliveries = 40;

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
  app.get("/clients/:clientId/checks/:checkId", forClient(showCheck));
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
    readFindings(db, client.clientId, { status: "open", isTold: true }),
    readCurrentAlerts(db, client.clientId, now),
    readRecentEvents(db, client.clientId, recentEvents),
  ]);
  const visitor = getCookie(context, nameCookie) ?? "";
  const observed = await readObservedWithTold(db, client, standing.coverage.observed);
  const content = { standing, findings, alerts, events, visitor, observed };
  return context.render(clientPage(page, content), { title: client.name });
}

async function readStandingNow({ db, client, now }: ClientContext): Promise<StandingWithTrend> {
  return readStandingWithTrend(db, client, await readClientAge(db, client, now), now);
}

async function showFinding(context: Context, page: ClientContext): Promise<Response> {
  const { db, client, options } = page;
  const finding = await readFinding(db, client.clientId, context.req.param("findingId")!);
  if (finding === null) return context.notFound();

  const [standing, history, alerts, exclusions] = await Promise.all([
    readStandingNow(page),
    readFindingHistory(db, client.clientId, finding.finding_id),
    readAlertsOfFinding(db, client.clientId, finding.finding_id),
    exclusionsOf(db, client.clientId),
  ]);
  const events = history.toReversed();
  const deliveries = alerts.flatMap(({ messages }) => messages).toSorted((a, b) => b.seq - a.seq);
  const audit = events.find(({ run_id }) => run_id !== null);
  const auditUrl = audit?.workflow_id ? options.links.workflow(audit.workflow_id, audit.workflow_run_id!) : null;
  const exclusion = exclusions.get(finding.finding_id) ?? null;
  const visitor = getCookie(context, nameCookie) ?? "";
  const content = {
    standing,
    finding,
    events: events.slice(0, shownEvents),
    deliveries: deliveries.slice(0, shownDeliveries),
    auditUrl,
    exclusion,
    visitor,
  };
  return context.render(findingPage(page, content), {
    title: `${finding.subject_label} · ${client.name}`,
  });
}

/** Only what is switched on for the client has a page. */
async function showCheck(context: Context, page: ClientContext): Promise<Response> {
  const { db, client, options } = page;
  const { clientId, monitors } = client;
  const checkId = context.req.param("checkId")!;
  const words = options.describeCheck(checkId);
  if (words === null || !monitors.some((monitor) => monitor.checkId === checkId)) return context.notFound();
  const [standing, said, findings] = await Promise.all([
    readStandingNow(page),
    readCheckStanding(db, clientId, checkId),
    readFindings(db, clientId, { status: "open" }),
  ]);
  const content = {
    checkId,
    standing,
    ...said,
    open: findings.filter((finding) => finding.check_id === checkId),
  };
  return context.render(checkPage(page, content), { title: `${words.title} · ${client.name}` });
}

async function showLeads(context: Context, page: ClientContext): Promise<Response> {
  const { db, client, options } = page;
  const [standing, leads, reports, thisWeek] = await Promise.all([
    readStandingNow(page),
    readFindings(db, client.clientId, { status: "open", topic: "waiting-leads", isTold: true }),
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
