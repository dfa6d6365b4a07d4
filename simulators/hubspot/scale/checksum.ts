interface Summed {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
}

/**
 * A sum over records in any order: equal for two readers exactly when both saw the same records with the same values.
 */
export class RecordChecksum {
  #count = 0;
  #one = 0;
  #other = 0;

  add({ id, properties }: Summed): void {
    const names = Object.keys(properties).toSorted();
    const text = `${id}\n${names.map((name) => `${name}=${properties[name] ?? ""}`).join("\n")}`;
    this.#count++;
    // Addition, so that a record seen twice does not cancel itself out.
    this.#one = (this.#one + hashOf(text, 0x811c9dc5)) >>> 0;
    this.#other = (this.#other + hashOf(text, 0x01000193)) >>> 0;
  }

  get digest(): string {
    const part = (value: number) => value.toString(16).padStart(8, "0");
    return `${this.#count}-${part(this.#one)}${part(this.#other)}`;
  }
}

/** FNV-1a, stirred at the end. */
function hashOf(text: string, start: number): number {
  let hash = start;
  for (let position = 0; position < text.length; position++)
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
