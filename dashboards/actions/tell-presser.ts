import { withoutMarkup } from "../../reports/alert/slack-blocks.ts";

/** Where Slack takes answers to presses, whatever address its API has. */
const slackHooks = "https://hooks.slack.com";
const timeoutMs = 5_000;

/**
 * Tells the person who pressed, and nobody else, in Slack. Slack ignores what a press itself is answered with, and
 * names an address for this instead; one that is not Slack's gets nothing.
 *
 * @throws {Error} When Slack does not take it.
 */
export async function tellPresser(responseUrl: string | null, slackAddress: string, text: string): Promise<void> {
  if (responseUrl === null || !URL.canParse(responseUrl)) return;
  if (![slackHooks, new URL(slackAddress).origin].includes(new URL(responseUrl).origin)) return;
  const response = await fetch(responseUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    // It can hold a name that somebody gave on a page.
    body: JSON.stringify({ response_type: "ephemeral", replace_original: false, text: withoutMarkup(text) }),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`Slack did not take the answer to a press (${response.status}).`);
}
