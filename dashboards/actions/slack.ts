import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { countOf } from "../../domain/duration.ts";
import { acknowledgeActionId } from "../../reports/alert/slack.ts";
import type { AcknowledgementOutcome, DashboardOptions, SlackApp } from "../options.ts";
import { smallPressesOnly } from "../limits.ts";
import { readPresses, type SlackPress } from "./slack-press.ts";
import { tellPresser } from "./tell-presser.ts";
import { isFromSlack } from "./slack-signature.ts";

const slackApi = "https://slack.com";

/**
 * `/slack/actions`: what people press in Slack. Authenticated by Slack's signature over the raw body, and each button
 * by our own over its value; the workspace has to be the one that our token speaks in. The person who pressed is told
 * how it ended, and nobody else: the message says so to all of them when it is edited.
 */
export function createSlackActions(options: DashboardOptions): Hono {
  const app = new Hono();
  app.use("/slack/actions", ...smallPressesOnly);
  app.post("/slack/actions", async (context) => {
    const slackApp = options.slackApp();
    const body = await context.req.text();
    const request = {
      body,
      signature: context.req.header("x-slack-signature"),
      timestamp: context.req.header("x-slack-request-timestamp"),
    };
    if (slackApp === null || !isFromSlack(request, slackApp.signingSecret, options.now())) {
      return context.text("The signature is not Slack's.", 401);
    }
    const presses = readPresses(body);
    if (presses === null) return context.text("This is not a press of a button.", 400);

    const ours = presses.filter(({ actionId }) => actionId === acknowledgeActionId);
    // What Slack is told has arrived must not be lost when this process dies in the next moment.
    await Promise.race([Promise.all(ours.map((press) => take(options, slackApp, press))), wait(answerWithinMs)]);
    // A link button is a press as well; Slack only wants to hear that it arrived.
    return context.body(null, 200);
  });
  return app;
}

/** Slack shows an error after three seconds. What takes longer goes on, and the person hears of it by another way. */
const answerWithinMs = 2_000;

/** Settles as soon as the press is stored or refused; the person is told afterwards. */
function take(options: DashboardOptions, slackApp: SlackApp, press: SlackPress): Promise<void> {
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>();
  void (async () => {
    const outcome = await acknowledge(options, slackApp, press, decide).catch(
      (error: unknown): AcknowledgementOutcome => {
        options.onError(error);
        return { ok: false, reason: "It could not be taken just now. Try again in a minute." };
      },
    );
    decide();
    const words = outcome.ok ? sayTaken(outcome.uncovered ?? 0) : outcome.reason;
    await tellPresser(press.responseUrl, options.config().slack?.address ?? slackApi, words).catch(options.onError);
  })();
  return decided;
}

function sayTaken(uncovered: number): string {
  const taken = "You have it now, and nobody else is called.";
  return uncovered === 0
    ? taken
    : `${taken} ${countOf(uncovered, "finding")} came after this message: open the list to see all.`;
}

async function acknowledge(
  options: DashboardOptions,
  slackApp: SlackApp,
  { value, by, teamId }: SlackPress,
  onStored: () => void,
): Promise<AcknowledgementOutcome> {
  const read = await options.readAcknowledgement(value);
  if (!read.ok)
    return {
      ok: false,
      reason: `This button ${read.because === "expired" ? "has expired" : "is not valid any more"}. Use the dashboard.`,
    };
  if (teamId !== (await slackApp.teamId()))
    return { ok: false, reason: "This alert belongs to another Slack workspace. Take it there, or on the dashboard." };
  return options.operations.acknowledgeAlert({ ...read.target, by, via: "slack" }, onStored);
}
