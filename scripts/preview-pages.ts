/**
 * `node scripts/preview-pages.ts [port]` serves the dashboard over the tests' fixture rows, and the e-mails under
 * /preview.
 */
import { Hono } from "hono";
import { createFrontDoor } from "../dashboards/front-door.ts";
import { serve } from "../dashboards/serve.ts";
import type { StartStep } from "../dashboards/start-page.ts";
import { renderAlertEmail, type RenderedEmail } from "../reports/alert/email.ts";
import { renderAlertForSlack } from "../reports/alert/slack.ts";
import { renderWeeklyEmail } from "../reports/weekly/email.ts";
import { openFixtureDashboard } from "../test/dashboards/fixture-dashboard.ts";
import { sampleAlerts } from "../test/reports/sample-alerts.ts";
import { blindReport, quietReport, sampleReport } from "../test/reports/sample-report.ts";

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
const steps: readonly StartStep[] = [
  {
    id: "temporal",
    label: "Temporal server",
    state: "done",
    startedAt: ago(9.2),
    finishedAt: ago(7),
    detail: "1.31 from /usr/local/bin",
  },
  { id: "database", label: "Database", state: "done", startedAt: ago(7), finishedAt: ago(3.6) },
  {
    id: "replay",
    label: "Four weeks of the past, three clients",
    state: "running",
    startedAt: ago(3.6),
    estimateSeconds: 15,
    detail: "day 12 of 28",
  },
  {
    id: "mail",
    label: "Mailbox",
    state: "failed",
    startedAt: ago(3),
    finishedAt: ago(2),
    detail: "Port 4003 is taken by another program.",
  },
  { id: "live", label: "Schedules and the first live audit", state: "waiting", estimateSeconds: 10 },
];

const emails: ReadonlyMap<string, RenderedEmail> = new Map<string, RenderedEmail>([
  ...Object.entries(sampleAlerts).map(([name, message]) => [`alert-${name}`, renderAlertEmail(message)] as const),
  ...Object.entries({ full: sampleReport, quiet: quietReport, blind: blindReport }).map(
    ([name, report]) => [`weekly-${name}`, renderWeeklyEmail(report)] as const,
  ),
]);
const preview = new Hono()
  .get("/emails/:name", (context) => context.html(emails.get(context.req.param("name"))?.html ?? "no such e-mail"))
  .get("/slack/:name", (context) =>
    context.json(
      renderAlertForSlack(sampleAlerts[context.req.param("name") as keyof typeof sampleAlerts], { value: "signed" }),
    ),
  );

const { app } = await openFixtureDashboard();
const door = createFrontDoor({ steps: { list: () => steps, onChange: () => () => undefined } });
const { address } = await serve({
  fetch: (request, ...rest) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/preview/")) return new Hono().route("/preview", preview).fetch(request);
    return door.fetch(request, ...rest);
  },
  port: process.argv[2] === undefined ? null : Number(process.argv[2]),
});
console.log(
  `${address} shows the start page; it opens in half a second. E-mails: ${address}/preview/emails/${[...emails.keys()].join(", ")}`,
);
setTimeout(() => door.open(app), 500);
