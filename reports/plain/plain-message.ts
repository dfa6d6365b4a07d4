/** A message that is no alert and no report: a line that says what, and what there is to know about it. */
export interface PlainMessage {
  readonly title: string;
  readonly lead: string;
}
