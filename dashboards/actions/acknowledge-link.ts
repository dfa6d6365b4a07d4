import { Hono, type Context } from "hono";
import { getCookie } from "hono/cookie";
import { countOf } from "../../domain/duration.ts";
import { oneLine } from "../../reports/plain-words.ts";
import type { AcknowledgementTarget } from "../../reports/alert/acknowledgement-token.ts";
import type { DashboardOptions } from "../options.ts";
import { clientContext, type ClientContext } from "../page-context.ts";
import { acknowledgePage } from "../pages/acknowledge.ts";
import { plainPage } from "../pages/plain.ts";
import { readCurrentAlerts, type AlertWithEvents } from "../../storage/reads/current-alerts.ts";
import { nameCookie, rememberName } from "./acknowledge.ts";

const fleet = { href: "/", words: "Open the dashboard" };

interface Linked {
  readonly page: ClientContext;
  readonly target: AcknowledgementTarget;
  readonly found: AlertWithEvents;
}

/**
 * `/acknowledge/:value`: the link in an e-mail, signed for its receiver and the revision that it showed. GET only
 * shows: mail systems open links before people do. POST acts.
 */
export function createAcknowledgeLinks(options: DashboardOptions): Hono {
  const app = new Hono();
  app.get("/acknowledge/:value", (context) => withLink(context, options, (linked) => show(context, linked)));
  app.post("/acknowledge/:value", (context) => withLink(context, options, (linked) => act(context, linked)));
  return app;
}

async function withLink(
  context: Context,
  options: DashboardOptions,
  answer: (linked: Linked) => Promise<Response> | Response,
): Promise<Response> {
  const read = await options.readAcknowledgement(context.req.param("value") ?? "");
  if (!read.ok)
    return read.because === "expired"
      ? say(context, 410, "This link has expired", "Acknowledge the alert on its client's page.")
      : say(
          context,
          404,
          "This link does not work",
          "It is not complete, or was signed by a key that has been exchanged.",
        );
  const { target } = read;
  const client = options.config().clients.find(({ clientId }) => clientId === target.clientId);
  if (client === undefined) return say(context, 404, "This client has left", "Revwatch no longer watches it.");
  const page = clientContext(options, client);
  const found = (await readCurrentAlerts(page.db, client.clientId, page.now)).find(
    ({ alert }) => alert.alert_id === target.alertId,
  );
  if (found === undefined || found.alert.episode !== target.episode || found.alert.status === "resolved")
    return say(context, 410, "This alert is resolved", "Nothing is left to do.");
  return answer({ page, target, found });
}

function show(context: Context, { page, target, found }: Linked): Promise<Response> | Response {
  if (found.alert.status === "acknowledged")
    return say(
      context,
      200,
      "Already acknowledged",
      `${found.alert.acknowledged_by ?? ""} has acknowledged this alert.`,
    );
  const receiver = page.client.receivers.find(({ id }) => id === target.receiver);
  const visitor = getCookie(context, nameCookie) ?? receiver?.name ?? "";
  return context.render(acknowledgePage(page, found, context.req.path, visitor), { title: "Acknowledge" });
}

async function act(context: Context, { page, target }: Linked): Promise<Response> {
  const form = await context.req.parseBody();
  const by = typeof form["by"] === "string" ? oneLine(form["by"], 80) : "";
  if (by === "")
    return say(context, 400, "Your name is missing", "Enter your name, so that the others know who is on it.");
  const outcome = await page.options.operations.acknowledgeAlert({ ...target, by, via: "email" });
  if (!outcome.ok) return say(context, 409, "It was not acknowledged", outcome.reason);
  rememberName(context, by);
  const list = { href: `/clients/${encodeURIComponent(target.clientId)}#alerts`, words: "View list" };
  const uncovered = outcome.uncovered ?? 0;
  if (uncovered === 0) return context.redirect(list.href, 303);
  // The page before this one counted them, too.
  const later = `${countOf(uncovered, "finding")} came after this e-mail: view the list to see all.`;
  return context.render(plainPage("Acknowledged", later, list), { title: "Acknowledged" });
}

function say(
  context: Context,
  status: 200 | 400 | 404 | 409 | 410,
  title: string,
  text: string,
): Promise<Response> | Response {
  context.status(status);
  return context.render(plainPage(title, text, fleet), { title });
}
