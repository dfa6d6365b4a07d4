import type { Selectable } from "kysely";
import type { Hand, HandStanding } from "../../domain/leads/hand.ts";
import type { HandTable } from "../tables/hands.ts";

export type HandRow = Selectable<HandTable>;

export function handOf({ hand_id: handId, raised_at: raisedAt, how, source, class: kind }: HandRow): Hand {
  return { handId, raisedAt, how, source, class: kind };
}

export function standingOf({ state, ended_at: endedAt, answered_by: answeredBy }: HandRow): HandStanding {
  return { state, endedAt, answeredBy };
}
