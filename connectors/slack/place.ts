/** Where a message stands. */
export interface SlackPlace {
  readonly channelId: string;
  readonly ts: string;
}
