import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** HTML that may be sent as it is: everything put into it was escaped. */
export type Markup = HtmlEscapedString;

export type MarkupValue = string | number | boolean | null | undefined | Markup | readonly MarkupValue[];

/**
 * A template that escapes every value put into it, as text and as a quoted attribute. Lists are joined; null,
 * undefined and booleans leave nothing.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  // hono's own template may return a promise when it is given one; the type of `values` keeps promises out.
  return html(strings, ...values) as Markup;
}

/** Our own trusted text, such as a style sheet. Never anything from outside. */
export function trusted(text: string): Markup {
  return raw(text);
}

const maxUrlLength = 2000;

/** The address if a browser may follow it, else null: a record must not be able to plant `javascript:`. */
export function safeUrl(url: string | null): string | null {
  return url !== null && url.length <= maxUrlLength && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}
