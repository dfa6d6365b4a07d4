import type { HandWay } from "../../domain/leads/hand.ts";
import type { PropertyChange, RecordHistory } from "./read-history.ts";
import { readInstant, readText } from "./values.ts";

type Properties = Readonly<Record<string, string | null>>;

const convertedAt = "recent_conversion_date";
const convertedBy = "recent_conversion_event_name";
const conversions = "num_conversion_events";
const stage = "lifecyclestage";

/** What a contact's conversions are read from. */
export const conversionProperties = [convertedAt, convertedBy, conversions, stage] as const;

/** One form, or the like, that a contact once sent. */
export interface Conversion {
  readonly at: Date;
  readonly how: Extract<HandWay, "form" | "meeting-link" | "lead-ads">;
  /** "Page title: Form name", as HubSpot words it. */
  readonly source: string | null;
  /** The lifecycle stage that it led to. */
  readonly stage: string | null;
}

export interface Conversions {
  /** Oldest first; of one second one. */
  readonly all: readonly Conversion[];
  /** HubSpot does not tell what came before the oldest one. */
  readonly isCut: boolean;
}

/** The stage that goes with a form may be set a moment after it. */
const stageGraceMs = 60_000;
const sameMomentMs = 1_000;

/** A contact's conversions: those that its history tells, and the latest one in any case. */
export function parseConversions(history: RecordHistory | undefined, now: Properties): Conversions {
  const told = (name: string) => history?.get(name) ?? [];
  const found = new Map<number, Conversion>();
  for (const change of told(convertedAt)) {
    const at = instantOrNull(change.value);
    if (at === null) continue;
    const source = readText(valueAt(told(convertedBy), change.at.getTime() + sameMomentMs));
    const settledMs = Math.max(at.getTime(), change.at.getTime()) + stageGraceMs;
    const stageThen =
      readText(valueAt(told(stage), settledMs)) ?? (told(stage).length === 0 ? readText(now[stage]) : null);
    found.set(secondOf(at), { at, how: wayOf(source), source, stage: stageThen });
  }
  const latestAt = instantOrNull(now[convertedAt]);
  if (latestAt !== null && !found.has(secondOf(latestAt))) {
    const source = readText(now[convertedBy]);
    found.set(secondOf(latestAt), { at: latestAt, how: wayOf(source), source, stage: readText(now[stage]) });
  }
  const all = [...found.values()].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return { all, isCut: told(convertedAt).length === 0 || Number(told(conversions)[0]?.value ?? 1) > 1 };
}

/** The second in which something happened: two readings of one conversion may differ by less. */
export function secondOf(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}

function valueAt(changes: readonly PropertyChange[], atMs: number): string | null {
  return changes.findLast(({ at }) => at.getTime() <= atMs)?.value ?? null;
}

function wayOf(source: string | null): Conversion["how"] {
  if (source === null) return "form";
  if (/^meetings? link\b/i.test(source)) return "meeting-link";
  return /^(?:facebook|linkedin|google|tiktok|instagram)\b.*\blead\b/i.test(source) ? "lead-ads" : "form";
}

function instantOrNull(value: string | null | undefined): Date | null {
  try {
    return readInstant(value);
  } catch {
    return null;
  }
}
