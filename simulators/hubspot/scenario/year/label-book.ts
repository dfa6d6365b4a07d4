import type { Label, Trouble } from "../label.ts";

/** What is known of trouble when it is planted. Instants are epoch milliseconds. */
export interface Planted {
  readonly checkId: Trouble;
  readonly subjectType: Label["subjectType"];
  readonly subjectId: string;
  /** In which of several ways; tests tell the planted kinds apart by it. */
  readonly variant: string;
  readonly from: number;
  readonly story: string;
}

/** A label of a lived year. */
export interface YearLabel extends Label {
  /** The row of the catalogue of checks. */
  readonly catalogueId: string;
  readonly variant: string;
}

/** Trouble that was planted and can still be mended. */
export interface Trace {
  /** The condition holds no more. Trouble that ends before it began was none. */
  end(at: number): void;
}

/** Keeps what is amiss, and what only looks like it. */
export class LabelBook {
  readonly #labels: (Planted & { until: number | null })[] = [];
  readonly #nearMisses: (Planted & { until: number | null })[] = [];

  /** Something is amiss from `from` on, which may lie ahead. */
  begin(planted: Planted): Trace {
    return open(this.#labels, planted);
  }

  /** Something innocent lies just inside the boundary of a check. */
  nearMiss(planted: Planted): Trace {
    return open(this.#nearMisses, planted);
  }

  /** The labels of all that had begun by `endsAt`. */
  labels(endsAt: number, rowOf: (checkId: Trouble) => string): YearLabel[] {
    return tell(this.#labels, endsAt, rowOf);
  }

  nearMisses(endsAt: number, rowOf: (checkId: Trouble) => string): YearLabel[] {
    return tell(this.#nearMisses, endsAt, rowOf);
  }
}

function open(book: (Planted & { until: number | null })[], planted: Planted): Trace {
  const entry = { ...planted, until: null as number | null };
  book.push(entry);
  return {
    end: (at) => {
      entry.until ??= at;
    },
  };
}

function tell(
  book: readonly (Planted & { until: number | null })[],
  endsAt: number,
  rowOf: (checkId: Trouble) => string,
): YearLabel[] {
  return book
    .filter(({ from, until }) => from <= endsAt && (until === null || until > from))
    .toSorted((one, other) => one.from - other.from)
    .map(({ from, until, ...rest }) => ({
      ...rest,
      catalogueId: rowOf(rest.checkId),
      from: new Date(from).toISOString(),
      until: until === null || until > endsAt ? null : new Date(until).toISOString(),
    }));
}
