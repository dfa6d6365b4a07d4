import type { Generated } from "kysely";

/** Each association stands twice, once from either end. */
export interface AssociationTable {
  client_id: string;
  from_type: string;
  from_id: string;
  to_type: string;
  to_id: string;
}

export interface AssociationStateTable {
  client_id: string;
  from_type: string;
  to_type: string;
  listed_at: Generated<Date | null>;
  reading_at: Generated<Date | null>;
  after: Generated<string | null>;
}

export interface AssociationDueTable {
  client_id: string;
  from_type: string;
  to_type: string;
  record_id: string;
  note: Generated<string>;
}
