import { Hono, type Context } from "hono";
import type { UnsubscribeTarget } from "../../reports/email/unsubscribe-token.ts";
import { smallBodiesOnly } from "../limits.ts";
import type { DashboardOptions, MailStop } from "../options.ts";
import { plainPage } from "../pages/plain.ts";
import { unsubscribePage } from "../pages/unsubscribe.ts";

const path = "/unsubscribe/:value";
const fleet = { href: "/", words: "Open the dashboard" };

/**
 * The post to `/unsubscribe/:value`: by the mail program of a reader who pressed its own button (RFC 8058), which sends
 * no origin, or by the page below. The signed address is all the proof there is, and all that is needed.
 */
export function createUnsubscribePosts(options: DashboardOptions): Hono {
  const app = new Hono();
  app.use(path, ...smallBodiesOnly);
  app.post(path, async (context) => {
    const target = await options.readUnsubscribe(context.req.param("value"));
    if (target === null) return context.text("This link does not work.", 404);
    const form: Readonly<Record<string, unknown>> = await context.req.parseBody().catch(() => ({}));
    const act = form["act"] === "resume" ? "resume" : "stop";
    const stop = await options.operations.setMailStop({ ...target, act });
    if (stop === null) return context.text("No one receives these e-mails any more.", 404);
    if (form["act"] === undefined) return context.text("These e-mails are stopped.", 200);
    return context.redirect(context.req.path, 303);
  });
  return app;
}

/** The page that the link opens. Opening it stops nothing: mail systems open links before people do. */
export function createUnsubscribePage(options: DashboardOptions): Hono {
  const app = new Hono();
  app.get(path, async (context) => {
    const target = await options.readUnsubscribe(context.req.param("value"));
    const stop = target === null ? null : await options.operations.setMailStop({ ...target, act: "ask" });
    if (target === null || stop === null) return absent(context);
    return show(context, target, stop);
  });
  return app;
}

function show(context: Context, { list }: UnsubscribeTarget, stop: MailStop): Promise<Response> | Response {
  return context.render(unsubscribePage(stop, list, context.req.path), { title: "E-mails" });
}

function absent(context: Context): Promise<Response> | Response {
  context.status(404);
  const text =
    "It is incomplete, was signed by a key that has been exchanged, or no one receives these e-mails any more.";
  return context.render(plainPage("This link does not work", text, fleet), { title: "E-mails" });
}
