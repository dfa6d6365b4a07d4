import { nameOf, type NewCheck } from "./check-text.ts";

/**
 * checks/index.ts with one check more, in alphabetical order of id.
 *
 * @throws {Error} Where the list is not found: it has been written otherwise.
 */
export function register(index: string, { area, id }: NewCheck): string {
  const list = /(?<=const registered: Check\[\] = \[\n)(?<lines>(?: {2}\w+,\n)+)(?=\];)/;
  const known = list.exec(index)?.groups?.["lines"];
  if (known === undefined) throw new Error("checks/index.ts has no list of checks any more: add the check by hand.");
  const lines = [...known.split("\n").filter((line) => line !== ""), `  ${nameOf(id)},`];
  // Names sort as ids do but for their hyphens.
  lines.sort((a, b) => (dashed(a) < dashed(b) ? -1 : 1));
  const imported = `import { ${nameOf(id)} } from "./${area}/${id}.ts";\n`;
  return imported + index.replace(list, `${lines.join("\n")}\n`);
}

function dashed(line: string): string {
  return line.trim().replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
