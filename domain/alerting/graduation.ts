/** What a receiver hears when observed checks begin to alert: how much is open already, and none of it one by one. */
export interface Graduation {
  readonly clientName: string;
  /** Those of which the receiver would hear, the one with most open findings first. */
  readonly checks: readonly { readonly title: string; readonly open: number }[];
  readonly url: string | null;
}
