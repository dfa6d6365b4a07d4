import { Hono } from "hono";
import { markup, type Markup } from "../reports/markup.ts";
import { asset, createAssets } from "./assets.ts";
import { layout } from "./layout.ts";
import { shortAddressesOnly } from "./limits.ts";
import { headers, noStore } from "./security.ts";
import { createStreams } from "./streams.ts";

export interface StartStep {
  readonly id: string;
  readonly label: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly estimateSeconds?: number;
  /** What it found, or why it failed and the way out. */
  readonly detail?: string;
}

/** The steps of a start as they go on. */
export interface StartSteps {
  list(): readonly StartStep[];
  /** Calls back after each change. Returns the way to stop it. */
  onChange(listener: () => void): () => void;
}

/** Tells whether the dashboard has opened, and when it does. */
export interface Opening {
  readonly isOpen: boolean;
  onOpen(listener: () => void): () => void;
}

/**
 * What a browser sees before there is a database: each step with its tick and its seconds, live, until the dashboard
 * opens. Any address shows it, so a link that was opened early leads to its page once there is one.
 */
export function createStartPage(steps: StartSteps, opening: Opening): Hono {
  const app = new Hono();
  app.use(headers, noStore, shortAddressesOnly);
  app.get("/livez", (context) => context.text("ok"));
  app.get("/readyz", (context) => context.text("starting", 503));
  app.route("/", createAssets());

  const streams = createStreams();
  app.get("/starting/events", (context) =>
    streams.open(context, (tell) => {
      const tellSteps = () => tell({ event: "steps", data: oneLine(stepList(steps.list())) });
      const tellOpen = () => tell({ event: "open-dashboard", data: "" });
      const stops = [steps.onChange(tellSteps), opening.onOpen(tellOpen)];
      tellSteps();
      if (opening.isOpen) tellOpen();
      return () => stops.forEach((stop) => stop());
    }),
  );

  app.get("*", (context) => {
    const frame = { title: "Starting", tabs: [], path: context.req.path, version: null, asset, now: new Date() };
    return context.html(layout(startMain(steps.list()), frame).toString());
  });
  return app;
}

function startMain(steps: readonly StartStep[]): Markup {
  return markup`<section class="starting"><h1>Revwatch is starting</h1>
<p class="soft">This page turns into the dashboard by itself.</p>
<div id="steps" aria-live="polite">${stepList(steps)}</div></section>
<script type="module" src="${asset("start.js")}"></script>`;
}

const stateWords = { waiting: "waits", running: "under way", done: "done", failed: "failed" } as const;

function stepList(steps: readonly StartStep[]): Markup {
  return markup`<ol class="steps">${steps.map(
    (step) =>
      markup`<li class="step is-${step.state}"><span class="tick" aria-hidden="true"></span><div><p class="step-label">${step.label}<span class="unseen">: ${stateWords[step.state]}</span></p>${
        step.detail === undefined ? null : markup`<p class="small soft">${step.detail}</p>`
      }</div><span class="seconds">${timing(step)}</span></li>`,
  )}</ol>`;
}

function timing({ state, startedAt, finishedAt, estimateSeconds }: StartStep): Markup | null {
  if (startedAt === undefined)
    return estimateSeconds === undefined
      ? null
      : markup`<span class="soft">about ${saySeconds(estimateSeconds)}</span>`;
  if (state !== "running")
    return finishedAt === undefined ? null : markup`${saySeconds((finishedAt.getTime() - startedAt.getTime()) / 1000)}`;
  const estimate =
    estimateSeconds === undefined ? null : markup` <span class="soft">of about ${saySeconds(estimateSeconds)}</span>`;
  return markup`<span data-since="${startedAt.getTime()}">0 s</span>${estimate}`;
}

function saySeconds(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** One event is one line, so that no line break in a detail ends it early. */
function oneLine(html: Markup): string {
  return html.toString().replace(/[\r\n]+/g, " ");
}
