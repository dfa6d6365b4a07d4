import { markup, type Markup } from "../../reports/markup.ts";

/** A page that says one thing and shows one way on. */
export function plainPage(title: string, text: string, way: { readonly href: string; readonly words: string }): Markup {
  return markup`<section class="plain-page"><h1>${title}</h1><p>${text}</p><p><a class="button" href="${way.href}">${way.words}</a></p></section>`;
}
