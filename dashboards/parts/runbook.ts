import { markup, type Markup } from "../../reports/markup.ts";

/** The little Markdown that runbooks are written in: numbered steps, paragraphs and `code`. */
export function runbook(text: string): Markup {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const steps = lines.every((line) => /^\d+\. /.test(line));
  if (steps)
    return markup`<ol class="runbook">${lines.map((line) => markup`<li>${inline(line.replace(/^\d+\. /, ""))}</li>`)}</ol>`;
  return markup`${lines.map((line) => markup`<p>${inline(line)}</p>`)}`;
}

export function inline(text: string): readonly (string | Markup)[] {
  return text.split("`").map((piece, index) => (index % 2 === 1 ? markup`<code>${piece}</code>` : piece));
}
