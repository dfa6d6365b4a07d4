/** The pages that were asked for last, ready to be sent, within a fixed number of characters. */
export class PageCache {
  readonly #pages = new Map<string, string>();
  readonly #maxCharacters: number;
  #characters = 0;

  constructor(megabytes = 8) {
    this.#maxCharacters = megabytes * 1_000_000;
  }

  get(key: string, make: () => unknown): string {
    const known = this.#pages.get(key);
    if (known !== undefined) {
      // What is read again moves to the end, away from what goes first.
      this.#pages.delete(key);
      this.#pages.set(key, known);
      return known;
    }
    const page = JSON.stringify(make());
    this.#pages.set(key, page);
    this.#characters += page.length;
    for (const [oldest, text] of this.#pages) {
      if (this.#characters <= this.#maxCharacters) break;
      this.#pages.delete(oldest);
      this.#characters -= text.length;
    }
    return page;
  }
}
