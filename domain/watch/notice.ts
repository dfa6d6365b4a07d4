import type { AlarmRecord } from "./alarm.ts";
import { ruleOf } from "./all-rules.ts";
import { saySpan } from "./say.ts";

/** One message of the watch: what stopped, or what is over. Several alarms of one kind are one message. */
export interface WatchNotice {
  readonly act: "told" | "ended";
  readonly severity: "critical" | "high";
  readonly title: string;
  readonly lines: readonly NoticeLine[];
  /** How many more there are. */
  readonly more: number;
  /** The dashboard; null where people cannot reach one. */
  readonly url: string | null;
}

export interface NoticeLine {
  readonly what: string;
  /** Null at an end. */
  readonly why: string | null;
  readonly wayOut: string | null;
}

const shown = 10;

/** @param records - Of one kind, at least one. */
export function composeNotice(
  act: WatchNotice["act"],
  records: readonly AlarmRecord[],
  url: string | null,
): WatchNotice {
  const rule = ruleOf(records[0]!.kind);
  const lines = records.slice(0, shown).map((record) => (act === "told" ? lineOf(record) : endOf(record)));
  const title = act === "told" ? rule.title : `Resolved: ${rule.title}`;
  return { act, severity: rule.severity, title, lines, more: records.length - lines.length, url };
}

function lineOf({ what, why, wayOut, flaps }: AlarmRecord): NoticeLine {
  const again =
    flaps === 0 ? "" : ` It keeps coming back (${flaps + 1} times now), so its end is told only once it has lasted.`;
  return { what: `${what}${again}`, why, wayOut };
}

function endOf({ over, since, goneAt }: AlarmRecord): NoticeLine {
  return { what: `Resolved after ${saySpan(since, goneAt ?? since)}: ${over}`, why: null, wayOut: null };
}

/** Sentences with their commands apart: "Start `revwatch worker`." → three pieces, the second one code. */
export function piecesOf(sentence: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  return sentence
    .split("`")
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
}
