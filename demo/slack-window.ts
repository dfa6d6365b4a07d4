import { html } from "hono/html";

interface Input {
  readonly block_id: string;
  readonly label: { readonly text: string };
  readonly element: {
    readonly type: string;
    readonly options?: readonly { readonly text: { readonly text: string }; readonly value: string }[];
    readonly initial_option?: { readonly value: string };
    readonly max_length?: number;
  };
}

/** A window that the product opened in Slack, as a page; `said` is what it answered to the last try. */
export function slackWindow(view: Readonly<Record<string, unknown>>, said: string) {
  const { title, blocks } = view as { title: { text: string }; blocks: readonly Input[] };
  return html`<link rel="stylesheet" href="/demo/slack/demo.css" />
    <h1>${title.text}</h1>
    ${said === "" ? "" : html`<p class="empty">${said}</p>`}
    <form method="post" action="/demo/slack/window" class="window">
      ${blocks.map(({ block_id: id, label, element }) => html`<p><label for="${id}">${label.text}</label><br />${field(id, element)}</p>`)}
      <button class="primary">Send</button> <a href="/demo/slack">Cancel</a>
    </form>`;
}

function field(id: string, { type, options = [], initial_option: initial, max_length: most }: Input["element"]) {
  if (type === "plain_text_input")
    return html`<textarea id="${id}" name="${id}" required maxlength="${most ?? 300}"></textarea>`;
  return html`<select id="${id}" name="${id}">
    ${options.map(
      ({ text, value }) =>
        html`<option value="${value}" ${value === initial?.value ? "selected" : ""}>${text.text}</option>`,
    )}
  </select>`;
}
