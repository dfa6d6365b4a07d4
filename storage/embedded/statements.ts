import type { PGlite } from "@electric-sql/pglite";
import { protocol } from "@electric-sql/pglite";
import { answerOf, parametersOf, rowShapeOf, type Answer, type RowShape } from "./read-messages.ts";

/** How many prepared statements are kept, and how long their text may be: each holds some tens of kilobytes. */
const keptAtMost = 200;
const longestKept = 8_000;

/** Reads or writes rows, and changes nothing that a prepared statement rests on. */
const keepable = /^\s*(?:select|insert|update|delete|merge|with)\b/i;

interface Statement {
  /** "" for the one that the next overwrites. */
  readonly name: string;
  readonly parameters: readonly number[];
  readonly shape: RowShape;
}

const { serialize } = protocol;

/**
 * Runs statements on PGlite, one at a time, and keeps those that it has prepared: PostgreSQL plans each time anew, and
 * parses once. What a statement needs crosses into PostgreSQL in one piece.
 */
export class Statements {
  readonly #pglite: PGlite;
  /** By text; the one that was used last is last. */
  readonly #kept = new Map<string, Statement>();
  #made = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** @throws {DatabaseError} With PostgreSQL's own words and SQLSTATE. */
  async run(text: string, values: readonly unknown[]): Promise<Answer> {
    const statement = this.#found(text) ?? (await this.#prepare(text));
    const messages = await this.#ask(
      serialize.bind({ statement: statement.name, values: this.#inWords(statement, values) }),
      serialize.execute({}),
      serialize.sync(),
    );
    if (!keepable.test(text)) await this.forget();
    return answerOf(messages, statement.shape);
  }

  /** Such as "begin". Answers with the tag of what was done. */
  async command(text: string): Promise<string> {
    return answerOf(await this.#ask(serialize.query(text)), []).tag;
  }

  /** Lets go of every prepared statement: what they rest on has changed. */
  async forget(): Promise<void> {
    if (this.#kept.size === 0) return;
    this.#kept.clear();
    await this.command("deallocate all");
  }

  #found(text: string): Statement | undefined {
    const statement = this.#kept.get(text);
    if (statement === undefined) return undefined;
    this.#kept.delete(text);
    this.#kept.set(text, statement);
    return statement;
  }

  async #prepare(text: string): Promise<Statement> {
    const isKept = keepable.test(text) && text.length <= longestKept;
    const name = isKept ? `kept_${(this.#made += 1)}` : "";
    const messages = await this.#ask(
      ...(isKept ? this.#makeRoom() : []),
      serialize.parse({ text, name }),
      serialize.describe({ type: "S", name }),
      serialize.sync(),
    );
    const shape = rowShapeOf(messages, this.#pglite.parsers);
    const statement = { name, parameters: parametersOf(messages), shape };
    if (isKept) this.#kept.set(text, statement);
    return statement;
  }

  #makeRoom(): readonly Uint8Array[] {
    const [oldest] = this.#kept;
    if (oldest === undefined || this.#kept.size < keptAtMost) return [];
    this.#kept.delete(oldest[0]);
    return [serialize.close({ type: "S", name: oldest[1].name })];
  }

  #inWords({ parameters }: Statement, values: readonly unknown[]): (string | null)[] {
    return values.map((value, index) => {
      if (value === null || value === undefined) return null;
      const inWords = this.#pglite.serializers[parameters[index]!] ?? String;
      return inWords(value);
    });
  }

  async #ask(...messages: readonly Uint8Array[]): ReturnType<PGlite["execProtocolStream"]> {
    if (this.#pglite.closed) throw new Error("PGlite is closed");
    return this.#pglite.execProtocolStream(Buffer.concat(messages), { syncToFs: false });
  }
}
