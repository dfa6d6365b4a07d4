import type { RestoredSummary } from "../../domain/alerting/restored-summary.ts";
import type { RenderedEmail } from "../alert/email.ts";
import { emailDocument } from "../email/document.ts";
import { gap, link, paragraph, rows, title } from "../email/parts.ts";
import { markup, safeUrl, type Markup } from "../markup.ts";
import { restoredWords } from "./words.ts";

/** The summary after a restore as one e-mail. */
export function renderRestoredEmail(summary: RestoredSummary): RenderedEmail {
  const words = restoredWords(summary);
  const lines = [...words.clients, ...words.reports];
  const parts: readonly (Markup | null)[] = [
    gap(26),
    title(words.title),
    paragraph(words.lead, "soft", 14),
    gap(12),
    rows(lines.map(({ name, what, url }) => ({ mark: "•", tone: "soft", body: markup`${link(name, url)} · ${what}` }))),
    words.more === null ? null : paragraph(words.more, "soft", 14),
    words.ask === null ? null : paragraph(words.ask),
    gap(26),
  ];
  const text = [
    words.title,
    words.lead,
    lines.map(({ name, what, url }) => `- ${name}: ${what}${safeUrl(url) === null ? "" : `\n  ${url}`}`).join("\n"),
    words.more,
    words.ask,
  ];
  return {
    subject: words.title,
    html: emailDocument({ title: words.title, preheader: words.lead, body: parts.filter((part) => part !== null) }),
    text: `${text.filter((part) => part !== null && part !== "").join("\n\n")}\n`,
  };
}
