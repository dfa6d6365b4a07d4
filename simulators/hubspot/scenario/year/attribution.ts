import { days } from "../working-hours.ts";
import type { LabelBook } from "./label-book.ts";

/** The catalogue's limits for what is judged by shares and counts. */
const newForDays = 30;
const smallestSample = 20;
const largestShare = 0.05;
const spellingWindowDays = 90;
const smallestSpelling = 5;

interface Newcomer {
  readonly at: number;
  readonly hasSource: boolean;
  /** `utm_source` of the first page. */
  readonly spelling: string | null;
}

/** Keeps the books on where new contacts came from, and labels the spans in which the whole of them is amiss. */
export class Attribution {
  readonly #newcomers: Newcomer[] = [];
  /** Contacts that got a source later: when they came and when it was written. */
  readonly #mended: { readonly cameAt: number; readonly at: number }[] = [];
  readonly #deleted: (Newcomer & { readonly deletedAt: number })[] = [];

  came(newcomer: Newcomer): void {
    this.#newcomers.push(newcomer);
  }

  mended(cameAt: number, at: number): void {
    this.#mended.push({ cameAt, at });
  }

  deleted(newcomer: Newcomer, deletedAt: number): void {
    this.#deleted.push({ ...newcomer, deletedAt });
  }

  /** Looks back on the whole span. */
  label(labels: LabelBook, portalId: number, endsAt: number): void {
    const subject = { subjectType: "portal", subjectId: String(portalId) } as const;
    for (const { from, until } of this.#sourcelessSpans(endsAt))
      labels
        .begin({
          ...subject,
          checkId: "contact-source-missing",
          variant: "imported-list",
          from,
          story: "More than 5 % of the new contacts have no original source",
        })
        .end(until);
    for (const [channel, spans] of this.#fragmentedSpans(endsAt))
      for (const { from, until } of spans)
        labels
          .begin({
            ...subject,
            checkId: "utm-value-fragmented",
            variant: channel,
            from,
            story: `The source "${channel}" is spelled in two ways`,
          })
          .end(until);
  }

  #sourcelessSpans(endsAt: number): Span[] {
    const counts = { sample: 0, missing: 0 };
    const steps: Step[] = [];
    const change = (at: number, sample: number, missing: number) =>
      steps.push({ at, apply: () => ((counts.sample += sample), (counts.missing += missing)) });
    for (const { at, hasSource } of this.#newcomers) {
      change(at, 1, hasSource ? 0 : 1);
      change(at + days(newForDays) + 1, -1, hasSource ? 0 : -1);
    }
    for (const { cameAt, at } of this.#mended) {
      if (at > cameAt + days(newForDays)) continue;
      change(at, 0, -1);
      change(cameAt + days(newForDays) + 1, 0, 1);
    }
    for (const { at, hasSource, deletedAt } of this.#deleted) {
      if (deletedAt > at + days(newForDays)) continue;
      change(deletedAt, -1, hasSource ? 0 : -1);
      change(at + days(newForDays) + 1, 1, hasSource ? 0 : 1);
    }
    return spansOf(
      steps,
      endsAt,
      () => counts.sample >= smallestSample && counts.missing / counts.sample > largestShare,
    );
  }

  #fragmentedSpans(endsAt: number): ReadonlyMap<string, Span[]> {
    const spelled = this.#newcomers.filter(({ spelling }) => spelling !== null);
    const gone = this.#deleted.filter(({ spelling }) => spelling !== null);
    const channels = new Set(spelled.map(({ spelling }) => channelOf(spelling!)));
    return new Map(
      [...channels].map((channel) => {
        const counts = new Map<string, number>();
        const steps: Step[] = [];
        const change = (at: number, spelling: string, by: number) =>
          steps.push({ at, apply: () => counts.set(spelling, (counts.get(spelling) ?? 0) + by) });
        for (const { at, spelling } of spelled) {
          if (channelOf(spelling!) !== channel) continue;
          change(at, spelling!, 1);
          change(at + days(spellingWindowDays) + 1, spelling!, -1);
        }
        for (const { at, spelling, deletedAt } of gone) {
          if (channelOf(spelling!) !== channel || deletedAt > at + days(spellingWindowDays)) continue;
          change(deletedAt, spelling!, -1);
          change(at + days(spellingWindowDays) + 1, spelling!, 1);
        }
        const isAmiss = () => [...counts.values()].filter((count) => count >= smallestSpelling).length > 1;
        return [channel, spansOf(steps, endsAt, isAmiss)];
      }),
    );
  }
}

interface Span {
  readonly from: number;
  readonly until: number;
}

interface Step {
  readonly at: number;
  readonly apply: () => void;
}

/**
 * Goes through the steps in the order of time, and tells when it was amiss; a span that is open at the end ends after
 * it.
 */
function spansOf(steps: readonly Step[], endsAt: number, isAmiss: () => boolean): Span[] {
  const spans: Span[] = [];
  let from: number | null = null;
  const ordered = steps.toSorted((one, other) => one.at - other.at);
  for (const [index, { at, apply }] of ordered.entries()) {
    if (at > endsAt) break;
    apply();
    if (ordered[index + 1]?.at === at) continue;
    if (isAmiss()) from ??= at;
    else if (from !== null) {
      spans.push({ from, until: at });
      from = null;
    }
  }
  if (from !== null) spans.push({ from, until: Infinity });
  return spans;
}

/** Spellings that mean the same: equal without case, spaces and dashes. */
const channelOf = (spelling: string): string => spelling.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
