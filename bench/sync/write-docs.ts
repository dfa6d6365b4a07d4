import { readFileSync, writeFileSync } from "node:fs";

const page = new URL("../../docs/benchmarks.md", import.meta.url);

/** Puts a scenario's tables between its markers in docs/benchmarks.md; the rest is written by hand. */
export function writeDocs(id: string, text: string): void {
  writeFileSync(page, replaceBetweenMarkers(readFileSync(page, "utf8"), id, text));
}

/** @throws {Error} When the page has no place for the scenario. */
export function replaceBetweenMarkers(source: string, id: string, text: string): string {
  const [begin, end] = [`<!-- bench:sync ${id} -->`, `<!-- end of ${id} -->`];
  const from = source.indexOf(begin);
  const to = source.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`docs/benchmarks.md has no lines "${begin}" and "${end}", in this order.`);
  return `${source.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${source.slice(to)}`;
}
