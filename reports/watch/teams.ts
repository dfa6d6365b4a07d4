import { piecesOf, type NoticeLine, type WatchNotice } from "../../domain/watch/notice.ts";
import { oneLine } from "../plain-words.ts";
import { severityShapes } from "../severity-words.ts";
import { block, cardOf, fitCard, heading, run, soft, type Card, type CardBlock, type CardRun } from "../teams/card.ts";

/** What the watch says, as one card. */
export function renderWatchForTeams({ act, severity, title, lines, more, url }: WatchNotice): Card {
  const mark = act === "told" ? severityShapes[severity] : "✓";
  return fitCard(lines.length, (most) => {
    const left = more + Math.max(0, lines.length - most);
    return cardOf(
      [
        heading(`${mark} ${title.replaceAll("`", "")}`),
        ...lines.slice(0, most).flatMap(blocksOf),
        left === 0 ? null : soft(`and ${left} more`),
      ],
      [{ words: "Open Revwatch", url }],
    );
  });
}

function blocksOf({ what, why, wayOut }: NoticeLine): readonly CardBlock[] {
  return [
    block(pieces(what, true)),
    ...(why === null ? [] : [block(pieces(why, false), { spacing: "Small" })]),
    ...(wayOut === null ? [] : [block([run("→ "), ...pieces(wayOut, false)], { spacing: "Small" })]),
  ];
}

function pieces(sentence: string, isBold: boolean): readonly CardRun[] {
  return piecesOf(oneLine(sentence, 600)).map(({ text, isCode }) =>
    run(text, { ...(isBold ? { weight: "Bolder" } : {}), ...(isCode ? { fontType: "Monospace" } : {}) }),
  );
}
