import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { verifyAcknowledgement } from "../../reports/alert/acknowledgement-token.ts";
import { acknowledgeActionId } from "../../reports/alert/slack.ts";
import type { AcknowledgementOutcome, DashboardOptions } from "../options.ts";
import { readPresses, type SlackPress } from "./slack-press.ts";
import { isFromSlack } from "./slack-signature.ts";

const maxBytes = 1024 * 1024;
/** Slack shows an error to the person after three seconds. */
const patienceMs = 2500;

/**
 * `/slack/actions`: what people press in Slack. Authenticated by Slack's signature over the raw body, and each button
 * by our own over its value. A refusal is answered with a sentence for the person who pressed.
 */
export function createSlackActions(options: DashboardOptions): Hono {
  const app = new Hono();
  app.post("/slack/actions", bodyLimit({ maxSize: maxBytes }), async (context) => {
    const body = await context.req.text();
    const request = {
      body,
      signature: context.req.header("x-slack-signature"),
      timestamp: context.req.header("x-slack-request-timestamp"),
    };
    if (options.slackSigningSecret === null || !isFromSlack(request, options.slackSigningSecret, options.now())) {
      return context.text("The signature is not Slack's.", 401);
    }
    const presses = readPresses(body);
    if (presses === null) return context.text("This is not a press of a button.", 400);

    for (const press of presses.filter(({ actionId }) => actionId === acknowledgeActionId)) {
      const outcome = await withinPatience(acknowledge(options, press), options);
      if (!outcome.ok) return context.json({ response_type: "ephemeral", replace_original: false, text: outcome.reason });
    }
    // A link button is a press as well; Slack only wants to hear that it arrived.
    return context.body(null, 200);
  });
  return app;
}

async function acknowledge(options: DashboardOptions, { value, by }: SlackPress): Promise<AcknowledgementOutcome> {
  const target = verifyAcknowledgement(value, options.acknowledgementKey);
  if (target === null) return { ok: false, reason: "This button is not valid any more. Take the alert on the dashboard." };
  return options.operations.acknowledgeAlert({ ...target, by, via: "slack" });
}

/** Work that takes longer goes on by itself: its result shows in the message, which is edited. */
async function withinPatience(
  work: Promise<AcknowledgementOutcome>,
  { onError }: DashboardOptions,
): Promise<AcknowledgementOutcome> {
  const settled = work.catch((error: unknown): AcknowledgementOutcome => {
    onError(error);
    return { ok: false, reason: "It could not be taken just now. Try again in a minute." };
  });
  const { promise: patience, resolve } = Promise.withResolvers<AcknowledgementOutcome>();
  const timer = setTimeout(() => resolve({ ok: true }), patienceMs);
  const outcome = await Promise.race([settled, patience]);
  clearTimeout(timer);
  return outcome;
}
