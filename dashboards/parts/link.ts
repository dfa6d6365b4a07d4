import { markup, safeUrl, type Markup, type MarkupValue } from "../../reports/markup.ts";
import { aroundName, oneLine } from "../../reports/plain-words.ts";

/** A link to another place, opened beside this page; the words alone where there is no place to go. */
export function outside(words: MarkupValue, url: string | null): Markup {
  const address = safeUrl(url);
  if (address === null) return markup`${words}`;
  return markup`<a href="${address}" target="_blank" rel="noreferrer noopener">${words}<span class="out" aria-hidden="true">&nbsp;↗</span></a>`;
}

/** A sentence in which the record's name leads to its own page. */
export function sentence(summary: string, label: string, href: string): Markup {
  const { before, name, after } = aroundName(summary, label);
  return markup`${before}<a class="name" href="${href}">${name}</a>${after}`;
}

export function findingPath(clientId: string, findingId: string): string {
  return `/clients/${encodeURIComponent(clientId)}/findings/${encodeURIComponent(findingId)}`;
}

export function checkPath(clientId: string, checkId: string): string {
  return `/clients/${encodeURIComponent(clientId)}/checks/${encodeURIComponent(checkId)}`;
}

export function nameOf(label: string): string {
  return oneLine(label, 120) || "Unnamed record";
}
