import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { snoozeLengths } from "../../domain/snooze-length.ts";
import { safeUrl } from "../markup.ts";
import { snoozeWords } from "./snooze-words.ts";
import { plainText, type SlackBlock, type SlackButton, type SlackElement, type SlackSelect } from "./slack-blocks.ts";

/** Slack's ids of what can be pressed in an alert, as a press brings them back. */
export const slackActionIds = {
  acknowledge: "acknowledge-alert",
  snooze: "snooze-alert",
  assign: "assign-alert",
  wrong: "wrong-finding",
} as const;

/** What the buttons of one message do. */
export interface SlackActs {
  /** The signed name of the alert, its receiver and what is displayed. */
  readonly value: string;
  readonly snooze?: boolean;
  /** Whether a finding can be said to be wrong here. */
  readonly wrong?: boolean;
  /** To whom it can be given: id and name. */
  readonly assignees?: readonly { readonly id: string; readonly name: string }[];
}

/** Slack takes as many options in one menu. */
const assigneesShown = 100;

/** The buttons below an alert; none below one that is over. */
export function actionsOf(message: AlertMessage, acts: SlackActs | null, isOperator: boolean): readonly SlackBlock[] {
  const { status, dashboardUrl, workflowUrl } = message;
  const hubspot = safeUrl(firstRecord(message));
  const [list, workflow] = [safeUrl(dashboardUrl), safeUrl(isOperator ? workflowUrl : null)];
  const isOver = status === "resolved";
  const elements: SlackElement[] = [
    ...(acts === null || isOver ? [] : pressable(acts, status === "open")),
    ...(hubspot === null || isOver ? [] : [linkButton("open-hubspot", "Open in HubSpot", hubspot)]),
    ...(list === null ? [] : [linkButton("open-dashboard", "View list", list)]),
    ...(acts === null || isOver || acts.wrong !== true ? [] : [button(slackActionIds.wrong, "Wrong…", acts.value)]),
    ...(workflow === null ? [] : [linkButton("open-workflow", "View workflow", workflow)]),
  ];
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

function pressable({ value, snooze, assignees = [] }: SlackActs, isOpen: boolean): readonly SlackElement[] {
  return [
    ...(isOpen ? [{ ...button(slackActionIds.acknowledge, "I'm on it", value), style: "primary" as const }] : []),
    ...(snooze === true
      ? [
          menu(
            slackActionIds.snooze,
            "Snooze",
            snoozeLengths.map((id) => ({ id, name: snoozeWords[id] })),
          ),
        ]
      : []),
    ...(assignees.length > 0 ? [menu(slackActionIds.assign, "Assign", assignees.slice(0, assigneesShown))] : []),
  ];
}

function menu(
  action_id: string,
  placeholder: string,
  options: readonly { readonly id: string; readonly name: string }[],
): SlackSelect {
  return {
    type: "static_select",
    action_id,
    placeholder: plainText(placeholder, 150),
    options: options.map(({ id, name }) => ({ text: plainText(name, 75), value: id })),
  };
}

const button = (action_id: string, text: string, value: string): SlackButton => ({
  type: "button",
  action_id,
  text: plainText(text, 75),
  value,
});

const linkButton = (action_id: string, text: string, url: string): SlackButton => ({
  type: "button",
  action_id,
  text: plainText(text, 75),
  url,
});

/** One record opens at once; several open from their lines, or from the list. */
function firstRecord({ sections, open }: AlertMessage): string | null {
  const lines = sections.flatMap((section) => section.lines);
  return open === 1 && lines.length === 1 ? lines[0]!.url : null;
}
