import { Hono } from "hono";
import { smallPressesOnly } from "../limits.ts";
import type { DashboardOptions } from "../options.ts";
import { interact } from "./slack-interactions.ts";
import { readInteraction } from "./slack-press.ts";
import { isFromSlack } from "./slack-signature.ts";

/**
 * `/slack/actions`: what people press, choose and fill in in Slack. Authenticated by Slack's signature over the raw
 * body, and each button by our own over its value; the workspace has to be the one that our token speaks in. The person
 * who pressed is told how it ended, and nobody else: the message says so to all of them when it is edited.
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
    if (slackApp === null || !isFromSlack(request, slackApp.signingSecret, options.now()))
      return context.text("The signature is not Slack's.", 401);
    const interaction = readInteraction(body);
    if (interaction === null) return context.text("This is nothing that Revwatch offers in Slack.", 400);
    const answer = await interact(options, slackApp, interaction);
    return answer === null ? context.body(null, 200) : context.json(answer);
  });
  return app;
}
