/** A part of a proposed file. */
export interface Section {
  /** The top-level setting that it is about. */
  readonly key: string;
  /** What was found, and what the proposal rests on. */
  readonly because: readonly string[];
  /** What to write there; null where what was found asks for no line. */
  readonly value: object | null;
  /** What only people can decide, each a sentence that names the setting. */
  readonly questions: readonly string[];
}
