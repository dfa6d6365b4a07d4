import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../docs/benchmarks.md", import.meta.url);

/**
 * Puts what a benchmark has measured between its markers in docs/benchmarks.md.
 *
 * @throws {Error} When the page has no such markers.
 */
export function writeSection(name: string, text: string): void {
  const page = readFileSync(file, "utf8");
  const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end: ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for "${name}": add ${begin} and ${end}.`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${page.slice(to)}`);
}
