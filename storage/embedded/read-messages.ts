import { protocol, type PGlite } from "@electric-sql/pglite";

type Messages = Awaited<ReturnType<PGlite["execProtocolStream"]>>;
type Parsers = PGlite["parsers"];

/** The columns of a statement's rows, each with what makes a value of its text. */
export type RowShape = readonly { readonly name: string; readonly read: (text: string) => unknown }[];

export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** How many rows were written; null for a statement that writes none. */
  readonly written: number | null;
  /** What was done, in PostgreSQL's word: "SELECT", "INSERT", "COMMIT". */
  readonly tag: string;
}

const { CommandCompleteMessage, DataRowMessage, ParameterDescriptionMessage, RowDescriptionMessage } =
  protocol.messages;

/** The types of a statement's parameters, as PostgreSQL has understood them. */
export function parametersOf(messages: Messages): readonly number[] {
  return messages.find((message) => message instanceof ParameterDescriptionMessage)?.dataTypeIDs ?? [];
}

/** Of a statement without rows it is empty. */
export function rowShapeOf(messages: Messages, parsers: Parsers): RowShape {
  const description = messages.find((message) => message instanceof RowDescriptionMessage);
  return (description?.fields ?? []).map(({ name, dataTypeID }) => {
    const parse = parsers[dataTypeID];
    return { name, read: parse === undefined ? (text: string) => text : (text: string) => parse(text, dataTypeID) };
  });
}

const writing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/** What a statement has answered, once it has been executed. */
export function answerOf(messages: Messages, shape: RowShape): Answer {
  const rows: Record<string, unknown>[] = [];
  let said = "";
  for (const message of messages) {
    if (message instanceof DataRowMessage) rows.push(rowOf(message.fields, shape));
    else if (message instanceof CommandCompleteMessage) said = message.text;
  }
  const words = said.split(" ");
  const tag = words[0]!;
  return { rows, tag, written: writing.has(tag) ? Number(words.at(-1)) : null };
}

function rowOf(texts: readonly (string | null)[], shape: RowShape): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, { name, read }] of shape.entries()) {
    const text = texts[index]!;
    row[name] = text === null ? null : read(text);
  }
  return row;
}
