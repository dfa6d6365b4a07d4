import { Hono } from "hono";
import { html } from "hono/html";
import { SlackAdmin } from "../simulators/client.ts";
import type { SlackMessage } from "../simulators/slack/workspace.ts";
import { slackWindow } from "./slack-window.ts";
import { slackBlocks } from "./slack-blocks.ts";
import type { RunningSimulators } from "./simulators.ts";
import { demoStyle } from "./style.ts";

/** Who presses the buttons on the demo's pages. */
const visitor = { userId: "U0NEWCOMER", userName: "Alex (you)" };

/** The simulated Slack as its people see it. A button pressed here reaches the product as Slack would send it. */
export function slackPages({ slack }: RunningSimulators): Hono {
  const admin = new SlackAdmin(slack);
  const app = new Hono();
  app.get("/demo.css", (context) => context.body(demoStyle, 200, { "content-type": "text/css" }));

  app.get("/", async (context) => {
    const messages = await admin.messages();
    return context.render(await page(messages), { title: "Slack" });
  });

  app.post("/press", async (context) => {
    const { channel, ts, actionId } = (await context.req.parseBody()) as Record<string, string>;
    const before = (await admin.windows()).length;
    await admin.press({ channel: channel!, ts: ts!, actionId: actionId!, ...visitor });
    const hasOpened = (await admin.windows()).length > before;
    return context.redirect(hasOpened ? "/demo/slack/window" : "/demo/slack", 303);
  });

  app.post("/choose", async (context) => {
    const { channel, ts, actionId, value } = (await context.req.parseBody()) as Record<string, string>;
    await admin.choose({ channel: channel!, ts: ts!, actionId: actionId!, value: value!, ...visitor });
    return context.redirect("/demo/slack", 303);
  });

  app.get("/window", async (context) => {
    const window = (await admin.windows()).at(-1);
    if (window === undefined) return context.redirect("/demo/slack", 303);
    return context.render(await slackWindow(window.view, context.req.query("said") ?? ""), { title: "Slack" });
  });

  app.post("/window", async (context) => {
    const { body } = await admin.submit((await context.req.parseBody()) as Record<string, string>, visitor);
    const { errors = {} } = (body === "" ? {} : JSON.parse(body)) as { errors?: Record<string, string> };
    const said = Object.values(errors).join(" ");
    return context.redirect(said === "" ? "/demo/slack" : `/demo/slack/window?said=${encodeURIComponent(said)}`, 303);
  });
  return app;
}

function page(messages: readonly SlackMessage[]) {
  const roots = messages.filter(({ threadTs }) => threadTs === null).toReversed();
  const repliesOf = (root: SlackMessage) =>
    messages.filter(({ threadTs, channel }) => threadTs === root.ts && channel === root.channel);
  return html`<link rel="stylesheet" href="/demo/slack/demo.css" />
    <h1>Slack</h1>
    <p class="lede">The demo's workspace, newest first. The buttons work.</p>
    ${roots.length === 0 ? html`<p class="empty">No message yet. Nothing that people had to hear of has happened.</p>` : ""}
    <div class="slack">${roots.map((root) => conversation(root, repliesOf(root)))}</div>`;
}

function conversation(root: SlackMessage, replies: readonly SlackMessage[]) {
  return html`<article class="conversation" data-channel="${root.channelName}" data-ts="${root.ts}">
    <p class="channel">#${root.channelName}</p>
    ${message(root)} ${replies.length === 0 ? "" : html`<div class="thread">${replies.map(message)}</div>`}
  </article>`;
}

function message(one: SlackMessage) {
  return html`<div class="message">
    <p class="author">
      <strong>Revwatch</strong> <span class="app">APP</span>
      <time datetime="${one.at}">${one.at.slice(11, 19)} UTC</time>
      ${one.edits.length === 0 ? "" : html`<span class="edited">(edited)</span>`}
    </p>
    ${slackBlocks(one.blocks, { channel: one.channel, ts: one.ts })}
  </div>`;
}
