import { plainText, type SlackOption } from "../../reports/alert/slack-blocks.ts";
import { exclusionKinds, type ExclusionKind } from "../../domain/findings/exclusion.ts";

/** The window in which a person says which finding of an alert is wrong, and why. */

export const wrongWindow = "wrong-finding";

export interface NamedFinding {
  readonly findingId: string;
  readonly label: string;
}

/** Slack takes 100 options, of 150 characters each. */
const optionsShown = 100;
const longestOption = 150;
const longestReason = 300;

const kindWords: Readonly<Record<ExclusionKind, string>> = {
  wrong: "The finding is wrong",
  "not-a-lead": "This person is not a lead",
};

/** @param value - The signed name of the alert, which comes back with what was put in. */
export function wrongView(value: string, findings: readonly NamedFinding[]): object | null {
  const options = findings
    .filter(({ findingId }) => findingId.length <= longestOption)
    .slice(0, optionsShown)
    .map(({ findingId, label }): SlackOption => ({ text: plainText(label, 75), value: findingId }));
  if (options.length === 0) return null;
  const kinds = exclusionKinds.map((kind): SlackOption => ({ text: plainText(kindWords[kind], 75), value: kind }));
  const first = { initial_option: kinds[0] };
  return {
    type: "modal",
    callback_id: wrongWindow,
    private_metadata: value,
    title: plainText("Wrong alert", 24),
    submit: plainText("Send", 24),
    close: plainText("Cancel", 24),
    blocks: [
      input("finding", "Which one?", {
        type: "static_select",
        options,
        ...(options.length === 1 ? { initial_option: options[0] } : {}),
      }),
      input("kind", "What is wrong?", { type: "radio_buttons", options: kinds, ...first }),
      input("reason", "Why?", { type: "plain_text_input", max_length: longestReason, multiline: true }),
    ],
  };
}

function input(id: string, label: string, element: object): object {
  return { type: "input", block_id: id, label: plainText(label, 75), element: { action_id: id, ...element } };
}

/** What the window was filled in with; null when it is not whole. */
export function readWrong(
  fields: Readonly<Record<string, string>>,
): { readonly findingId: string; readonly kind: ExclusionKind; readonly reason: string } | null {
  const { finding, kind, reason = "" } = fields;
  const known = exclusionKinds.find((one) => one === kind);
  return finding === undefined || known === undefined ? null : { findingId: finding, kind: known, reason };
}

/** How Slack shows a fault beside a field of the window. */
export function windowFault(field: "finding" | "kind" | "reason", words: string): object {
  return { response_action: "errors", errors: { [field]: words } };
}
