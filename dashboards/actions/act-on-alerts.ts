import type { Context } from "hono";
import { snoozeLengths, type SnoozeLength } from "../../domain/snooze-length.ts";
import { oneLine } from "../../reports/plain-words.ts";
import type { DashboardOptions } from "../options.ts";
import { plainPage } from "../pages/plain.ts";
import { rememberName } from "./acknowledge.ts";

const back = { href: "/alerts", words: "Back to the alerts" };
/** As many as a page can show; a request with more was not made by it. */
const mostAtOnce = 500;

interface Chosen {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  readonly revision: number;
}

/** A person acknowledges or snoozes several alerts at once, each as it was displayed. What is refused is named. */
export async function actOnAlerts(context: Context, options: DashboardOptions): Promise<Response> {
  const form: Readonly<Record<string, unknown>> = await context.req.parseBody({ all: true }).catch(() => ({}));
  const by = typeof form["by"] === "string" ? oneLine(form["by"], 80) : "";
  const snoozeFor = form["act"] === "snooze" ? (snoozeLengths.find((one) => one === form["for"]) ?? null) : null;
  const isWhole = form["act"] === "acknowledge" || snoozeFor !== null;
  const asked = [form["alert"] ?? []].flat();
  const chosen = asked.flatMap((value) => readKey(value));
  if (by === "") return refuse(context, 400, ["Enter your name, so that the others know who did it."]);
  if (asked.length === 0) return refuse(context, 400, ["Select at least one alert."]);
  if (chosen.length !== asked.length || asked.length > mostAtOnce || !isWhole)
    return refuse(context, 400, ["The form was not complete. Load the page again."]);

  const refusals: string[] = [];
  for (const one of chosen) {
    const outcome = await act(options, one, by, snoozeFor);
    if (!outcome.ok) refusals.push(`${nameOf(options, one)}: ${outcome.reason}`);
  }
  if (refusals.length > 0) return refuse(context, 409, refusals, chosen.length - refusals.length);
  rememberName(context, by);
  return context.redirect(back.href, 303);
}

async function act({ operations }: DashboardOptions, chosen: Chosen, by: string, snoozeFor: SnoozeLength | null) {
  const { clientId, alertId, episode, revision } = chosen;
  if (snoozeFor === null)
    return operations.acknowledgeAlert({ clientId, alertId, episode, revision, receiver: null, by, via: "dashboard" });
  const displayed = { clientId, alertId, revision, receiver: null, by, via: "dashboard" } as const;
  return operations.snoozeFindings({ ...displayed, for: snoozeFor });
}

function readKey(value: unknown): readonly Chosen[] {
  const found = typeof value === "string" ? /^([^/]{1,200})\/([^/]{1,200})\/(\d{1,9})\/(\d{1,9})$/.exec(value) : null;
  if (found === null) return [];
  const [, clientId, alertId, episode, revision] = found;
  return [{ clientId: clientId!, alertId: alertId!, episode: Number(episode), revision: Number(revision) }];
}

function nameOf(options: DashboardOptions, { clientId, alertId }: Chosen): string {
  const client = options.config().clients.find((one) => one.clientId === clientId);
  return `${client?.name ?? oneLine(clientId, 80)}, ${oneLine(alertId, 80)}`;
}

function refuse(
  context: Context,
  status: 400 | 409,
  reasons: readonly string[],
  done = 0,
): Response | Promise<Response> {
  context.status(status);
  const title = done === 0 ? "Nothing was changed" : `${done} changed, ${reasons.length} not`;
  return context.render(plainPage(title, reasons.join(" "), back), { title });
}
