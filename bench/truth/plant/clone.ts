import type { RecordType } from "../../../simulators/hubspot/model/record-types.ts";
import { nameOf } from "./cast.ts";
import type { Scene } from "./scene.ts";

/** One set of records of a case, with the names that its parts use for each other. */
export class Clone {
  readonly born: number;
  readonly number: number;
  readonly owner: string;
  /** Its own records, by their names in the label. */
  readonly ids = new Map<string, string>();
  readonly #scene: Scene;
  readonly #shared: ReadonlyMap<string, string>;

  constructor(
    scene: Scene,
    { born, owner, number }: { born: number; owner: string; number: number },
    shared: ReadonlyMap<string, string>,
  ) {
    this.#scene = scene;
    this.born = born;
    this.owner = owner;
    this.number = number;
    this.#shared = shared;
  }

  /** What records are, by id. */
  get types(): Map<string, RecordType> {
    return this.#scene.types;
  }

  /** What forms are called, by id. */
  get formNames(): Map<string, string> {
    return this.#scene.formNames;
  }

  at(text: string): string {
    return new Date(this.#scene.clock.at(text, this.born)).toISOString();
  }

  /** The record that a part names: one of its own before those of other groups. */
  idOf(name: string): string {
    const id = this.ids.get(name) ?? this.#shared.get(name);
    if (id === undefined) throw new Error(`No record is called "${name}".`);
    return id;
  }

  /** A word of a label as a value: `$owner`, `@list`, `at:-3d`, `day:+1d`, or itself. */
  say(word: string): string {
    if (word.startsWith("@")) return this.idOf(word.slice(1));
    if (word.startsWith("at:")) return this.at(word.slice(3));
    if (word.startsWith("day:")) return this.#scene.clock.dayOf(Date.parse(this.at(word.slice(4))));
    if (word.startsWith("$")) return nameOf(this.#scene.cast, word, this.number, this.owner) ?? word;
    return word;
  }

  /** The same through all of a document. */
  sayAll<Value>(value: Value): Value {
    if (typeof value === "string") return this.say(value) as Value;
    if (Array.isArray(value)) return value.map((each: unknown) => this.sayAll(each)) as Value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.sayAll(each)])) as Value;
  }
}
