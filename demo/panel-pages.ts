import { Hono } from "hono";
import { html } from "hono/html";
import { HubSpotAdmin, HubSpotApi } from "../simulators/client.ts";
import type { RunningRevwatch } from "../workers/composition-root.ts";
import { panelActs, type PanelAct } from "./panel-acts.ts";
import type { Broken, PanelState } from "./panel-state.ts";
import { watchAct, type Sighting } from "./panel-watch.ts";
import { demoPortals, panelToken } from "./portals.ts";
import type { RunningSimulators } from "./simulators.ts";
import { demoStyle } from "./style.ts";

/** The client that works around the clock, so that business time runs whenever a newcomer presses. */
const target = demoPortals.find(({ clientId }) => clientId === "nightowl")!;

/** Buttons that break the simulated HubSpot and mend it again, and what the product has noticed since. */
export function panelPages({ hubspot }: RunningSimulators, revwatch: RunningRevwatch, state: PanelState): Hono {
  const portal = {
    admin: new HubSpotAdmin(hubspot).portal(target.portalId),
    api: new HubSpotApi(hubspot, panelToken(target.portalId)),
  };
  const app = new Hono();
  app.get("/demo.css", (context) => context.body(demoStyle, 200, { "content-type": "text/css" }));

  app.get("/", async (context) => {
    const rows = await Promise.all(
      panelActs.map(async (act) => {
        const broken = state.of(act.id);
        return { act, broken, sighting: await watchAct(revwatch, target.clientId, act, broken) };
      }),
    );
    return context.render(await panel(rows, context.req.query("said") ?? null), { title: "Break something" });
  });

  app.post("/:id/break", async (context) => {
    const act = panelActs.find(({ id }) => id === context.req.param("id"));
    if (act === undefined) return context.notFound();
    const done = await act.break(portal);
    state.set({ actId: act.id, brokenAt: new Date().toISOString(), ...done, mendedAt: null, mendedBy: null });
    return context.redirect("/demo/panel", 303);
  });

  app.post("/:id/mend", async (context) => {
    const act = panelActs.find(({ id }) => id === context.req.param("id"));
    const broken = act === undefined ? null : state.of(act.id);
    if (act === undefined || broken === null) return context.notFound();
    const mendedBy = await act.mend(portal, broken.undo);
    state.set({ ...broken, mendedAt: new Date().toISOString(), mendedBy });
    return context.redirect("/demo/panel", 303);
  });
  return app;
}

interface Row {
  readonly act: PanelAct;
  readonly broken: Broken | null;
  readonly sighting: Sighting;
}

function panel(rows: readonly Row[], said: string | null) {
  return html`<link rel="stylesheet" href="/demo/panel/demo.css" />
    <h1>Break something</h1>
    <p class="lede">
      Every button is an ordinary change in the simulated HubSpot of
      <a href="/clients/${target.clientId}">${target.name}</a>, whose team works around the clock. The next audit, at
      most ten seconds later, notices by itself.
    </p>
    ${said === null ? "" : html`<p role="status">${said}</p>`}
    <div class="acts">${rows.map(actCard)}</div>`;
}

function actCard({ act, broken, sighting }: Row) {
  const isBroken = broken !== null && broken.mendedAt === null;
  return html`<section class="act" data-act="${act.id}" data-state="${stateOf(broken, sighting)}">
    <h2>${act.title}</h2>
    <p>${isBroken ? broken.said : act.breaks}</p>
    <form method="post" action="/demo/panel/${act.id}/${isBroken ? "mend" : "break"}">
      <button class="${isBroken ? "mend" : "break"}">${isBroken ? "Undo" : "Break"}</button>
    </form>
    ${
      broken === null
        ? ""
        : html`<ol class="trail">
            ${trail(act, broken, sighting)}
          </ol>`
    }
  </section>`;
}

function stateOf(broken: Broken | null, sighting: Sighting): string {
  if (broken === null) return "whole";
  if (broken.mendedAt !== null) return sighting.recoveredAfterSeconds === null ? "mending" : "recovered";
  return sighting.finding === null ? "broken" : "seen";
}

/** What has happened since the press, oldest first; the last line is what is being waited for. */
function trail(
  act: PanelAct,
  broken: Broken,
  { finding, seenAfterSeconds, alert, messages, firstMessageAfterSeconds, recoveredAfterSeconds }: Sighting,
) {
  const done = (content: unknown) => html`<li class="done">${content}</li>`;
  const waiting = (content: unknown) => html`<li class="waiting">${content}</li>`;
  const lines: unknown[] = [done(html`${broken.said}`)];
  if (finding === null)
    return broken.mendedAt === null
      ? [...lines, waiting("waiting for the next audit")]
      : [...lines, done("undone before an audit saw it")];

  lines.push(
    done(
      html`<a href="/clients/${target.clientId}/findings/${encodeURIComponent(finding.id)}">Finding</a> after
        ${seenAfterSeconds} s: ${finding.summary}`,
    ),
  );
  if (messages === 0) lines.push(waiting("the Slack message is on its way"));
  else
    lines.push(
      done(html`<a href="/demo/slack">Slack message</a> after ${firstMessageAfterSeconds} s${workflowLink(alert)}`),
    );
  if (alert !== null && alert.acknowledgedBy !== null)
    lines.push(done(`acknowledged by ${alert.acknowledgedBy}: no one else is notified`));
  else if (alert !== null && alert.stepsTaken > 0)
    lines.push(done(`no response: escalated ${alert.stepsTaken === 1 ? "once" : `${alert.stepsTaken} times`}`));
  if (broken.mendedAt === null)
    return [
      ...lines,
      waiting(
        alert?.status !== "open"
          ? act.mends
          : alert.stepsTaken === 0
            ? "press “I’m on it” in Slack, or watch it escalate after 20 s"
            : "press “I’m on it” in Slack, or undo it",
      ),
    ];

  lines.push(done(broken.mendedBy ?? "undone"));
  return [
    ...lines,
    recoveredAfterSeconds === null
      ? waiting("waiting for the next audit to see it")
      : done(`resolved, seen ${recoveredAfterSeconds} s later`),
  ];
}

function workflowLink(alert: Sighting["alert"]) {
  return alert === null || alert.workflowUrl === null
    ? ""
    : html`, held by <a href="${alert.workflowUrl}" target="_blank" rel="noreferrer">this workflow in Temporal</a>`;
}
