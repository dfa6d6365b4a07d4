import { markup, safeUrl, type Markup, type MarkupValue } from "../markup.ts";
import { font, ink, type Tone } from "./style.ts";

/** Room above a part, in pixels. The first and the last part of a card make its margins. */
export function gap(height: number): Markup {
  return markup`<div style="height:${height}px;line-height:${height}px;font-size:1px">&nbsp;</div>`;
}

export function title(text: string): Markup {
  return markup`<h1 class="text big" style="margin:0;font-size:24px;line-height:31px;font-weight:650;letter-spacing:-0.01em;color:${ink.text}">${text}</h1>`;
}

export function heading(text: string): Markup {
  return markup`<h2 class="text line" style="margin:0;padding:20px 0 8px 0;font-size:16px;line-height:22px;font-weight:650;color:${ink.text}">${text}</h2>`;
}

export function paragraph(text: MarkupValue, tone: Tone = "text", size = 15): Markup {
  return markup`<p class="${tone}" style="margin:0;padding:2px 0;font-size:${size}px;line-height:${Math.round(size * 1.5)}px;color:${ink[tone]}">${text}</p>`;
}

export function strong(text: string, tone: Tone = "text"): Markup {
  return markup`<strong class="${tone}" style="font-weight:650;color:${ink[tone]}">${text}</strong>`;
}

export function soft(text: string): Markup {
  return markup`<span class="soft" style="color:${ink.soft}">${text}</span>`;
}

/** A link where the address may be followed, else the words alone. */
export function link(text: string, url: string | null): Markup {
  const address = safeUrl(url);
  if (address === null) return strong(text);
  return markup`<a href="${address}" class="link" style="color:${ink.link};font-weight:600;text-decoration:underline">${text}</a>`;
}

export function button(text: string, url: string | null): Markup | null {
  const address = safeUrl(url);
  if (address === null) return null;
  return markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:12px 0 4px 0"><a href="${address}" class="button" style="display:inline-block;padding:11px 18px;border-radius:7px;background:${ink.link};color:#ffffff;font-size:15px;line-height:20px;font-weight:600;text-decoration:none">${text}</a></td></tr></table>`;
}

/** Rows with a mark in front, parted by hairlines. */
export function rows(items: readonly { readonly mark: string; readonly tone: Tone; readonly body: Markup }[]): Markup {
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-family:${font}">${items.map(
    ({ mark, tone, body }) => markup`<tr>
<td width="22" valign="top" class="${tone} line" style="width:22px;padding:10px 0;border-top:1px solid ${ink.line};font-size:13px;line-height:23px;color:${ink[tone]}">${mark}</td>
<td valign="top" class="text line" style="padding:10px 0;border-top:1px solid ${ink.line};font-size:15px;line-height:22px;color:${ink.text}">${body}</td>
</tr>`,
  )}</table>`;
}

/** A value of up to so many characters stays on one line: a number must not break in two. */
const shortValue = 16;

/** Two columns of words and numbers, for facts that are read across. */
export function pairs(items: readonly { readonly name: string; readonly value: string }[]): Markup {
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-family:${font}">${items.map(
    ({ name, value }) => markup`<tr>
<td valign="top" class="soft line" style="word-break:normal;overflow-wrap:break-word;padding:7px 12px 7px 0;border-top:1px solid ${ink.line};font-size:14px;line-height:20px;color:${ink.soft}">${name}</td>
<td valign="top" align="right" class="text line" style="padding:7px 0;border-top:1px solid ${ink.line};font-size:14px;line-height:20px;color:${ink.text};${value.length <= shortValue ? "white-space:nowrap;" : null}font-variant-numeric:tabular-nums">${value}</td>
</tr>`,
  )}</table>`;
}

/** Big numbers side by side; one below the other on a phone. */
export function tiles(
  items: readonly { readonly number: string; readonly label: string; readonly tone: Tone }[],
): Markup {
  const width = Math.floor(100 / Math.max(1, items.length));
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-family:${font}"><tr>${items.map(
    ({ number, label, tone }) => markup`<td class="tile" width="${width}%" valign="top" style="padding:0 12px 0 0">
<div class="${tone}" style="font-size:28px;line-height:34px;font-weight:650;letter-spacing:-0.02em;color:${ink[tone]};font-variant-numeric:tabular-nums">${number}</div>
<div class="soft" style="font-size:13px;line-height:18px;color:${ink.soft}">${label}</div></td>`,
  )}</tr></table>`;
}

/** Bars from 0 to 100 with their numbers as text: a picture that no mail client blocks. */
export function bars(
  items: readonly { readonly name: string; readonly share: number | null; readonly value: string }[],
): Markup {
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-family:${font}">${items.map(
    ({ name, share, value }) => {
      const filled = share === null ? 0 : Math.max(1, Math.min(100, Math.round(share)));
      return markup`<tr>
<td width="96" class="soft" style="width:96px;padding:3px 8px 3px 0;font-size:13px;line-height:18px;color:${ink.soft};white-space:nowrap">${name}</td>
<td style="padding:3px 0"><div class="track" style="background:${ink.line};border-radius:3px;height:10px;line-height:10px;font-size:1px"><div style="background:#2f7fc9;border-radius:3px;width:${filled}%;height:10px;line-height:10px;font-size:1px">&nbsp;</div></div></td>
<td width="40" align="right" class="text" style="width:40px;padding:3px 0 3px 8px;font-size:13px;line-height:18px;color:${ink.text};font-variant-numeric:tabular-nums">${value}</td>
</tr>`;
    },
  )}</table>`;
}
