import type { ConfigFault } from "./config-faults.ts";
import { cut } from "./cut.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

/** What `init` and `client add` leave for a person to write: `<the sales lead's name>`. */
const placeholder = /^<([^<>]+)>$/;

/** Values that are still as the templates wrote them: nobody is called that, and nothing reaches them. */
export function findPlaceholders(file: YamlFile): readonly ConfigFault[] {
  return textsIn(file.value, []).flatMap(({ path, text }) => {
    const hint = placeholder.exec(text)?.[1];
    return hint === undefined ? [] : [file.fault(path, `Fill this in: ${cut(hint)}.`)];
  });
}

function textsIn(value: unknown, path: Path): readonly { readonly path: Path; readonly text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** One place has one fault: what else is wrong with a placeholder helps nobody. */
export function exceptPlaceholders(
  faults: readonly ConfigFault[],
  placeholders: readonly ConfigFault[],
): readonly ConfigFault[] {
  const taken = new Set(placeholders.map(({ file, path }) => `${file} ${path}`));
  return faults.filter(({ file, path }) => !taken.has(`${file} ${path}`));
}
