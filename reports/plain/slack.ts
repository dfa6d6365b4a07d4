import { plainText, withoutMarkup, type SlackMessage } from "../alert/slack-blocks.ts";
import type { PlainMessage } from "./plain-message.ts";

export function renderPlainForSlack({ title, lead }: PlainMessage): SlackMessage {
  return {
    text: withoutMarkup(title),
    blocks: [
      { type: "header", text: plainText(title, 150) },
      { type: "section", text: plainText(lead, 2_900) },
    ],
  };
}
