import type { Generated } from "kysely";
import type { AnsweredBy, HandClass, HandState, HandWay } from "../../domain/leads/hand.ts";
import type { TouchKind } from "../../domain/leads/touch.ts";

/** Who says what a hand asks for. `kept`: people were told of it before that was asked. */
export type ClassBy = "name" | "setting" | "kept";

export interface HandTable {
  client_id: string;
  hand_id: string;
  contact_id: string | null;
  label: string | null;
  raised_at: Date;
  how: HandWay;
  source: string | null;
  source_id: string | null;
  form: string | null;
  class: HandClass;
  class_by: Generated<ClassBy>;
  contacts: Generated<number>;
  was_lead: boolean;
  state: HandState;
  ended_at: Date | null;
  answered_by: AnsweredBy | null;
  answer_kind: TouchKind | null;
  answer_type: string | null;
  answer_id: string | null;
  attempts: Generated<number>;
  automated: Generated<number>;
  ai: Generated<number>;
  history_cut: Generated<boolean>;
  seen_at: Date;
  judged_at: Date | null;
  verified_at: Date | null;
  hours_of: string | null;
}

export interface HandTurnTable {
  client_id: string;
  hand_id: string;
  seen_at: Date;
  state: HandState;
  ended_at: Date | null;
  answered_by: AnsweredBy | null;
  hours_of: string | null;
}

export interface HandStateTable {
  client_id: string;
  known_since: Date;
  read_at: Date;
  noticed_since: Date | null;
  proven_at: Date | null;
  unmatched: Generated<number>;
  unproven: string | null;
}
