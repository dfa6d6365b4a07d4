import { markup, trusted, type Markup } from "../markup.ts";
import { font, ink, styleSheet } from "./style.ts";

export interface EmailDocument {
  readonly title: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly body: readonly Markup[];
}

/** Keeps the inbox from filling the preview with the first words of the message. */
const padding = trusted("&#847;&zwnj;&nbsp;".repeat(30));

/**
 * A whole e-mail: one card of 600 px that narrows down to 320 px. Tables and inline styles, as mail clients need them.
 */
export function emailDocument({ title, preheader, body }: EmailDocument): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${title}</title>
<style>${trusted(styleSheet)}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:${ink.ground};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${preheader}${padding}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="ground" style="background:${ink.ground}"><tr><td align="center" class="outer" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" class="card" style="width:100%;max-width:600px;background:${ink.card};border-radius:10px;font-family:${trusted(font)};text-align:left">
${body.map((part) => markup`<tr><td class="pad" style="padding:0 32px;word-break:break-word;overflow-wrap:anywhere">${part}</td></tr>\n`)}
</table>
</td></tr></table>
</body>
</html>
`.toString();
}
