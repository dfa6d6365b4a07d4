import { countOf } from "../domain/duration.ts";

/** One thing that is wrong in one place, with the way out. It never holds the value of a secret. */
export interface ConfigFault {
  /** Relative to the config's folder, such as "clients/northwind.yaml". */
  readonly file: string;
  /** Counted from 1; null when the fault is the file itself. */
  readonly line: number | null;
  readonly column: number | null;
  /** The setting, such as "escalation[0].notify"; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The files have faults, so the last good config stays in use. */
export interface ConfigTrouble {
  /** When the faults were met first. */
  readonly since: Date;
  /** Every fault, as people read them. */
  readonly message: string;
}

const mostShown = 200;

/** Everything that is wrong with a configuration, of all its files at once, so that it is mended in one go. */
export class ConfigFaults extends Error {
  override readonly name = "ConfigFaults";
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const sorted = [...faults].sort(inReadingOrder);
    const shown = sorted.slice(0, mostShown).map(sayFault);
    const more =
      sorted.length > mostShown
        ? [`  and ${sorted.length - mostShown} more, which show once these are corrected.`]
        : [];
    super(`The configuration has ${countOf(sorted.length, "fault")}:\n${[...shown, ...more].join("\n")}`);
    this.faults = sorted;
  }
}

/** "  clients/northwind.yaml:4:11 timeZone: …", which editors and terminals turn into a link. */
export function sayFault({ file, line, column, path, message }: ConfigFault): string {
  const place = line === null ? file : `${file}:${line}:${column}`;
  return `  ${place} ${path === "" ? "" : `${path}: `}${message}`;
}

function inReadingOrder(one: ConfigFault, other: ConfigFault): number {
  return (
    Number(one.file.includes("/")) - Number(other.file.includes("/")) ||
    one.file.localeCompare(other.file) ||
    (one.line ?? 0) - (other.line ?? 0) ||
    (one.column ?? 0) - (other.column ?? 0)
  );
}
