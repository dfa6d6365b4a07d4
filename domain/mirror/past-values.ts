/** A value that a field once got. */
export interface PastValue<Value = unknown> {
  readonly at: Date;
  /** As the field is read today. */
  readonly value: Value;
  /** What made the change, in HubSpot's words, such as "CRM_UI" or "WORKFLOWS"; null where it does not say. */
  readonly source: string | null;
}

/** How the store keeps the history of a record: property → its changes, oldest first. Instants are ISO 8601. */
export type StoredHistory = Readonly<
  Record<string, readonly { readonly value: string | null; readonly at: string; readonly source: string | null }[]>
>;

/** A check has asked for the past of a record whose history nobody has read: it is read before the next judgement. */
export class HistoryNotRead extends Error {
  override readonly name = "HistoryNotRead";
  constructor() {
    super("its history was not read yet");
  }
}

/** One for all: it is thrown for so many records that to look for where each was thrown costs more than to judge it. */
export const historyNotRead = new HistoryNotRead();
