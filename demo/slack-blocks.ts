import { html, raw } from "hono/html";

interface Node {
  readonly type: string;
  readonly text?: string | Node;
  readonly elements?: readonly Node[];
  readonly accessory?: Node;
  readonly fields?: readonly Node[];
  readonly url?: string;
  readonly action_id?: string;
  readonly style?: unknown;
  readonly name?: string;
  readonly fallback?: string;
  readonly user_id?: string;
  readonly placeholder?: Node;
  readonly options?: readonly { readonly text: Node; readonly value: string }[];
}

export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** Slack's blocks as a page. Buttons with a link open it; the others are pressed through the simulated Slack. */
export function slackBlocks(blocks: readonly unknown[], place: Place) {
  return (blocks as readonly Node[]).map((block) => renderBlock(block, place));
}

function renderBlock(block: Node, place: Place): unknown {
  switch (block.type) {
    case "header":
      return html`<h3>${plain(block.text)}</h3>`;
    case "divider":
      return html`<hr />`;
    case "section":
      return html`<div class="section">
        ${inline(block.text)}${(block.fields ?? []).map((field) => html`<div>${inline(field)}</div>`)}
      </div>`;
    case "context":
      return html`<p class="context">${(block.elements ?? []).map((element) => inline(element))}</p>`;
    case "actions":
      return html`<div class="actions">
        ${(block.elements ?? []).map((element) =>
          element.type === "static_select" ? menu(element, place) : button(element, place),
        )}
      </div>`;
    case "rich_text":
      return html`<div class="rich">${(block.elements ?? []).map(richPart)}</div>`;
    default:
      return html`<p class="context">[${block.type}]</p>`;
  }
}

function richPart(part: Node): unknown {
  const inner = (part.elements ?? []).map(richPart);
  switch (part.type) {
    case "rich_text_section":
      return html`<p>${inner}</p>`;
    case "rich_text_list":
      return html`<ul>
        ${(part.elements ?? []).map((item) => html`<li>${(item.elements ?? []).map(richPart)}</li>`)}
      </ul>`;
    case "rich_text_quote":
      return html`<blockquote>${inner}</blockquote>`;
    case "link":
      return html`<a href="${part.url ?? ""}" target="_blank" rel="noreferrer">${part.text ?? part.url}</a>`;
    case "date":
      return part.fallback ?? "";
    case "user":
      return html`<strong>@${part.user_id}</strong>`;
    case "emoji":
      return `:${part.name}:`;
    default:
      return styled(part);
  }
}

function styled(part: Node): unknown {
  const style = (part.style ?? {}) as { bold?: boolean; italic?: boolean };
  const lines = plain(part).split("\n");
  const text = lines.map((line, index) => html`${index > 0 ? raw("<br>") : ""}${line}`);
  if (style.bold === true) return html`<strong>${text}</strong>`;
  return style.italic === true ? html`<em>${text}</em>` : text;
}

function button(element: Node, { channel, ts }: Place): unknown {
  const label = plain(element.text);
  if (element.url !== undefined)
    return html`<a class="button" href="${element.url}" target="_blank" rel="noreferrer">${label}</a>`;
  return html`<form method="post" action="/demo/slack/press">
    <input type="hidden" name="channel" value="${channel}" /><input type="hidden" name="ts" value="${ts}" />
    <input type="hidden" name="actionId" value="${element.action_id ?? ""}" />
    <button class="${element.style === "primary" ? "primary" : ""}">${label}</button>
  </form>`;
}

/** A menu acts as soon as something is chosen; without scripts it takes a button. */
function menu(element: Node, { channel, ts }: Place): unknown {
  const label = plain(element.placeholder);
  return html`<form method="post" action="/demo/slack/choose">
    <input type="hidden" name="channel" value="${channel}" /><input type="hidden" name="ts" value="${ts}" />
    <input type="hidden" name="actionId" value="${element.action_id ?? ""}" />
    <select name="value" aria-label="${label}">
      ${(element.options ?? []).map(({ text, value }) => html`<option value="${value}">${plain(text)}</option>`)}
    </select>
    <button>${label}</button>
  </form>`;
}

/** Slack's own markup, as far as the product writes it: bold and links. Everything else is shown as it stands. */
function inline(node: string | Node | undefined): unknown {
  if (typeof node === "object" && node.type === "mrkdwn") {
    return plain(node)
      .split(/(\*[^*\n]+\*|<[^>|]+\|[^>]+>)/)
      .map((part) => {
        const link = /^<([^>|]+)\|([^>]+)>$/.exec(part);
        if (link !== null)
          return html`<a href="${link[1]!}" target="_blank" rel="noreferrer">${unescaped(link[2]!)}</a>`;
        return /^\*.+\*$/s.test(part) ? html`<strong>${unescaped(part.slice(1, -1))}</strong>` : unescaped(part);
      });
  }
  return html`<span>${plain(node)}</span>`;
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function plain(node: string | Node | undefined): string {
  if (node === undefined) return "";
  return typeof node === "string" ? node : plain(node.text);
}
