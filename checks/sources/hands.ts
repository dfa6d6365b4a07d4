import type { RaisedAs } from "../../domain/leads/hand.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import type { Source } from "./source.ts";

/** How far back hands are wanted. */
export interface HandsQuestion<Params = never> {
  /** Calendar days back from now, from the check's settings. */
  readonly lookBackDays: (params: Params) => number;
}

const none: readonly RaisedAs[] = [];

/**
 * What a contact has asked for within the look-back, oldest first, whatever became of it. A check finds it as `hands`.
 * Hands are noticed when the contact's own conversion moves.
 */
export const hands: Source<HandsQuestion> = {
  name: "hands",
  restsOn: (of) => ({
    scans: [of as RecordType, "hand"],
    items: [],
    fields: ["raisedHandAt", "raisedHandOn"].map((field) => ({ of: of as RecordType, field })),
    shows: [],
  }),
  judgedAgain: () => [{ on: "hand" }],
  beside: {
    as: "hands",
    none,
    async load(reader, contactIds) {
      const clocks = await reader.clocks(contactIds);
      return new Map(
        [...clocks].map(([id, of]) => [id, of.map((clock) => ({ ...clock, isRepeat: clock.state === "repeat" }))]),
      );
    },
  },
};
