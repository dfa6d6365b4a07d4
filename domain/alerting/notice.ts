import type { Severity } from "../findings/severity.ts";
import type { StageName } from "./pipeline.ts";
import type { Topic } from "./topic.ts";

/** Until when an acknowledgement covers a finding, and whose it is. */
export interface Cover {
  readonly by: string;
  /** The receiver whose message had the button; null where none is known. */
  readonly receiver: string | null;
  readonly at: Date;
  /** Null where it was made before acknowledgements ran out. */
  readonly until: Date | null;
}

/** What a receiver was told last, in a message that was sent or is on its way. */
export interface Said {
  readonly severity: Severity;
  readonly ownerId: string | null;
  readonly revision: number;
  readonly at: Date;
}

/**
 * That one receiver has been told of one episode of one finding, or why not yet. `told`: it stands in an alert of its
 * receiver. `held`: it does not, or it does and nothing more is told of it now. `over`: it has ended for this receiver.
 */
export interface Notice {
  readonly findingId: string;
  readonly episode: number;
  /** A receiver id; `everybody` for what nobody at all is told of. */
  readonly receiver: string;
  readonly topic: Topic;
  readonly state: "told" | "held" | "over";
  readonly stage: StageName;
  readonly because: string;
  /** When a reason to hold ends by itself. */
  readonly until: Date | null;
  /** The severity at which nobody is told of it; of the episode as it was first seen. */
  readonly quietSeverity: Severity | null;
  readonly said: Said | null;
  /** From when the steps of its ladder count; null while it has none. */
  readonly ladderFrom: Date | null;
  /** Receivers whom its ladder has reached. */
  readonly climbed: readonly string[];
  readonly cover: Cover | null;
  /** The receiver under whom it goes on, or the finding that took its place. */
  readonly supersededBy: string | null;
}

/** Stands for every receiver, present and future. */
export const everybody = "";

/** Where it goes to another receiver, so does the question to whoever has taken it. */
export function coverOf({ cover, receiver }: Pick<Notice, "cover" | "receiver">, to: string): Cover | null {
  return cover !== null && cover.receiver === receiver ? { ...cover, receiver: to } : cover;
}

/** One that was told nothing yet, without a reason. */
export function untoldNotice(
  { findingId, episode, topic }: Pick<Notice, "findingId" | "episode" | "topic">,
  receiver: string,
): Notice {
  return {
    findingId,
    episode,
    receiver,
    topic,
    state: "held",
    stage: "decide",
    because: "",
    until: null,
    quietSeverity: null,
    said: null,
    ladderFrom: null,
    climbed: [],
    cover: null,
    supersededBy: null,
  };
}
