import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import { oneLine } from "../../reports/plain-words.ts";
import type { ClientContext } from "../page-context.ts";
import { plainPage } from "../pages/plain.ts";
import { readAlert } from "../../storage/reads/alert.ts";

export const nameCookie = "revwatch-name";
const oneYearSeconds = 365 * 86_400;

/** A person takes an alert on the dashboard. The name is theirs to give and is kept in a cookie for the next time. */
export async function acknowledgeOnPage(
  context: Context,
  { client, db, options }: ClientContext,
  alertId: string,
): Promise<Response> {
  const { clientId } = client;
  const back = { href: `/clients/${encodeURIComponent(clientId)}#alerts`, words: "Back to the alerts" };
  if ((await readAlert(db, { clientId, alertId })) === undefined) return context.notFound();

  // A form that is cut off, or none at all, counts as one that was not filled in.
  const form: Readonly<Record<string, unknown>> = await context.req.parseBody().catch(() => ({}));
  const by = typeof form["by"] === "string" ? oneLine(form["by"], 80) : "";
  const episode = Number(form["episode"]);
  if (by === "")
    return refuse(context, "Your name is missing", "Enter your name, so that the others know who is on it.", back);
  if (!Number.isInteger(episode) || episode < 1)
    return refuse(context, "That did not work", "The form was not complete. Load the page again.", back);

  const shown = Number(form["revision"]);
  const revision = Number.isInteger(shown) && shown > 0 ? shown : null;
  const target = { clientId, alertId, episode, receiver: null, revision };
  const outcome = await options.operations.acknowledgeAlert({ ...target, by, via: "dashboard" });
  if (!outcome.ok) {
    context.status(409);
    return context.render(plainPage("Not acknowledged", outcome.reason, back), { title: "Not acknowledged" });
  }
  rememberName(context, by);
  return context.redirect(back.href, 303);
}

/** Whoever acknowledges gives a name, which is proposed the next time. */
export function rememberName(context: Context, by: string): void {
  setCookie(context, nameCookie, by, { httpOnly: true, sameSite: "Lax", path: "/", maxAge: oneYearSeconds });
}

function refuse(
  context: Context,
  title: string,
  text: string,
  back: { readonly href: string; readonly words: string },
) {
  context.status(400);
  return context.render(plainPage(title, text, back), { title });
}
