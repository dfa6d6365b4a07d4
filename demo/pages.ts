import type { Extension } from "../dashboards/options.ts";
import type { RunningRevwatch } from "../workers/composition-root.ts";
import { mailboxPages } from "./mailbox-pages.ts";
import { panelPages } from "./panel-pages.ts";
import { PanelState } from "./panel-state.ts";
import { slackPages } from "./slack-pages.ts";
import type { RunningSimulators } from "./simulators.ts";

/** The demo's own pages beside the dashboard: what breaks and mends, and where the messages arrive. */
export function demoPages(
  simulators: RunningSimulators,
  revwatch: RunningRevwatch,
  stateDirectory: string,
): readonly Extension[] {
  return [
    {
      label: "Break something",
      path: "/demo/panel",
      app: panelPages(simulators, revwatch, new PanelState(stateDirectory)),
    },
    { label: "Slack", path: "/demo/slack", app: slackPages(simulators) },
    { label: "Mailbox", path: "/demo/mailbox", app: mailboxPages(simulators) },
  ];
}
