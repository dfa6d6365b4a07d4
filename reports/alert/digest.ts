import { traitsOf, type ChannelId } from "../../domain/alerting/channels.ts";
import { countOf } from "../../domain/duration.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import { emailDocument } from "../email/document.ts";
import { button, gap, paragraph, rows, title } from "../email/parts.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { safeUrl } from "../markup.ts";
import { oneLine } from "../plain-words.ts";
import { severityShapes } from "../severity-words.ts";
import type { RenderedEmail } from "./email.ts";
import { acknowledgeActionId } from "./slack.ts";
import { plainText, withoutMarkup, type SlackBlock, type SlackMessage } from "./slack-blocks.ts";

/** One alert in a digest, as it stands when the digest is sent. */
export interface DigestLine {
  readonly alertId: string;
  readonly severity: Severity;
  readonly headline: string;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly acknowledgedBy: string | null;
  /** The signed value of its button; null where it is offered no more. */
  readonly acknowledge: string | null;
}

/** What waited while a channel was closed, in one message. */
export interface AlertDigest {
  readonly clientName: string;
  readonly timeZone: string;
  readonly channel: ChannelId;
  /** ISO 8601: since when the oldest of it waited. */
  readonly since: string;
  /** Worst first. */
  readonly lines: readonly DigestLine[];
  /** Alerts that waited and are over by now. */
  readonly over: number;
  readonly dashboardUrl: string | null;
}

/** Slack takes 50 blocks. */
const maxLines = 40;

/** What every form of it says. */
export function digestWords({ clientName, timeZone, channel, since, lines, over }: AlertDigest) {
  return {
    title: `${countOf(lines.length, "alert")} waited to be sent`,
    state: `${traitsOf(channel).name} accepted no messages since ${sayInstant(since, timeZone)}. This is the current state.`,
    facts: [oneLine(clientName, 80), ...(over > 0 ? [`${over} more resolved meanwhile`] : [])],
  };
}

export function sayDigestLine({ headline, openedAt, acknowledgedBy }: DigestLine, timeZone: string): string {
  const taken = acknowledgedBy === null ? "" : `, acknowledged by ${oneLine(acknowledgedBy, 80)}`;
  return `${oneLine(headline, 140)}, since ${sayInstant(openedAt, timeZone)}${taken}`;
}

export function renderDigestForSlack(digest: AlertDigest): SlackMessage {
  const words = digestWords(digest);
  const shown = digest.lines.slice(0, maxLines);
  const list = safeUrl(digest.dashboardUrl);
  const blocks: SlackBlock[] = [
    { type: "header", text: plainText(words.title, 150) },
    { type: "section", text: plainText(words.state, 2900) },
    { type: "context", elements: [plainText(words.facts.join("  ·  "), 2000)] },
    ...shown.map((line): SlackBlock => ({
      type: "section",
      text: plainText(`${severityShapes[line.severity]} ${sayDigestLine(line, digest.timeZone)}`, 2900),
      ...(line.acknowledge === null
        ? {}
        : {
            accessory: {
              type: "button",
              action_id: acknowledgeActionId,
              text: plainText("I'm on it", 75),
              value: line.acknowledge,
            },
          }),
    })),
    ...(digest.lines.length > maxLines
      ? [{ type: "context" as const, elements: [plainText(`and ${digest.lines.length - maxLines} more`, 200)] }]
      : []),
    ...(list === null
      ? []
      : [
          {
            type: "actions" as const,
            elements: [
              { type: "button" as const, action_id: "open-dashboard", text: plainText("View list", 75), url: list },
            ],
          },
        ]),
  ];
  return { text: withoutMarkup(`${words.title} (${oneLine(digest.clientName, 80)})`), blocks };
}

export function renderDigestEmail(digest: AlertDigest): RenderedEmail {
  const words = digestWords(digest);
  const lines = digest.lines.map((line) => ({ line, said: sayDigestLine(line, digest.timeZone) }));
  const html = emailDocument({
    title: words.title,
    preheader: words.state,
    body: [
      gap(26),
      title(words.title),
      paragraph(words.facts.join(" · "), "soft", 14),
      paragraph(words.state),
      rows(
        lines.map(({ line, said }) => ({
          mark: severityShapes[line.severity],
          tone: line.severity,
          body: paragraph(said),
        })),
      ),
      button("View and acknowledge", digest.dashboardUrl),
      gap(24),
    ].filter((part) => part !== null),
  });
  const list = safeUrl(digest.dashboardUrl);
  const text = [
    words.title,
    words.facts.join(" · "),
    words.state,
    ...lines.map(({ line, said }) => `${severityShapes[line.severity]} ${said}`),
    ...(list === null ? [] : [`View and acknowledge: ${list}`]),
  ].join("\n");
  return { subject: `${oneLine(digest.clientName, 60)} · ${words.title}`, html, text: `${text}\n` };
}
