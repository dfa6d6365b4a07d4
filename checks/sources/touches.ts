import type { Clock } from "../../domain/leads/hand.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import { hands, type HandsQuestion } from "./hands.ts";
import type { Source } from "./source.ts";

/** By what a lead that waits is known, and when its promise ends. */
export interface AnswerPromise {
  readonly promiseMinutes: number;
  readonly leadStages: readonly string[];
  readonly closedLeadStatuses: readonly string[];
}

export interface TouchesQuestion<Params = never> extends HandsQuestion<Params> {
  /**
   * Said by the one check that watches the promise to answer: by these settings of its own a lead is known to wait,
   * wherever that matters.
   */
  readonly promise?: (params: Params) => AnswerPromise;
}

const none: readonly Clock[] = [];

/**
 * What the team did about each of a contact's hands: the hands again, with how each stands, who answered it and how
 * often somebody tried. A check finds it as `clocks`.
 */
export const touches: Source<TouchesQuestion> = {
  name: "touches",
  restsOn(of, question) {
    const asked = hands.restsOn(of, question);
    const standing = ["lifecycleStage", "leadStatus"].map((field) => ({ of: of as RecordType, field }));
    return { ...asked, scans: [...asked.scans, "touch"], fields: [...asked.fields, ...standing] };
  },
  judgedAgain: () => [{ on: "hand" }, { on: "touch" }],
  beside: { as: "clocks", none, load: async (reader, contactIds) => reader.clocks(contactIds) },
};
