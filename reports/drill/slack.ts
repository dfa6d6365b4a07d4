import type { Drill } from "../../domain/alerting/drill.ts";
import { plainText, withoutMarkup, type SlackMessage } from "../alert/slack-blocks.ts";
import { drillWords } from "./words.ts";

/** The drill as one Slack message. */
export function renderDrillForSlack(drill: Drill): SlackMessage {
  const { title, lead } = drillWords(drill);
  return {
    text: withoutMarkup(title),
    blocks: [
      { type: "header", text: plainText(title, 150) },
      { type: "section", text: plainText(lead, 2_900) },
    ],
  };
}
