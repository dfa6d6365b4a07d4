import { cut } from "./cut.ts";
import { isMap, isPair, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from "yaml";
import type { ConfigFault } from "./config-faults.ts";

export type Path = readonly PropertyKey[];

/** A file that was read: its plain value, and where each setting stands in it. */
export interface YamlFile {
  /** Relative to the config's folder. */
  readonly name: string;
  readonly value: unknown;
  /** A fault at the setting, or at its nearest parent when it is missing. */
  fault(path: Path, message: string): ConfigFault;
  /** A fault at the key rather than the value. */
  faultAtKey(path: Path, message: string): ConfigFault;
  /** A fault at a key that is not known. Its path does not repeat the key, which may be a secret in the wrong place. */
  faultAtUnknownKey(parent: Path, key: string, message: string): ConfigFault;
}

/** Ties the plain value of a YAML document to its lines and columns. */
export function yamlFile(name: string, document: Document, lines: LineCounter): YamlFile {
  const at = (offset: number, path: Path, message: string): ConfigFault => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line, column: col, path: sayPath(path), message };
  };
  return {
    name,
    value: document.toJS() as unknown,
    fault: (path, message) => at(offsetOf(document.contents, path).value, path, message),
    faultAtKey: (path, message) => at(offsetOf(document.contents, path).key, path, message),
    faultAtUnknownKey: (parent, key, message) => at(offsetOf(document.contents, [...parent, key]).key, parent, message),
  };
}

/** "escalation[0].notify", the way people write it. */
function sayPath(path: Path): string {
  return path.reduce<string>((said, part) => {
    if (typeof part === "number") return `${said}[${part}]`;
    return said === "" ? cut(String(part)) : `${said}.${cut(String(part))}`;
  }, "");
}

function offsetOf(root: Node | null, path: Path): { readonly key: number; readonly value: number } {
  let node: unknown = root;
  let key = startOf(root) ?? 0;
  for (const part of path) {
    const next = childOf(node, part);
    if (next === null) return { key, value: key };
    key = startOf(next.key) ?? key;
    node = next.value;
  }
  // A block that begins on the next line, and a value that is missing, are best shown at their key.
  const isShown = isScalar(node) ? node.value !== null : (isMap(node) || isSeq(node)) && node.flow === true;
  return { key, value: isShown ? (startOf(node) ?? key) : key };
}

function childOf(node: unknown, part: PropertyKey): { readonly key: unknown; readonly value: unknown } | null {
  if (isMap(node)) {
    const pair = node.items.find(
      (item: Pair) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part),
    );
    return pair === undefined ? null : { key: pair.key, value: pair.value };
  }
  if (isSeq(node) && typeof part === "number" && part in node.items)
    return { key: node.items[part], value: node.items[part] };
  return null;
}

function startOf(node: unknown): number | null {
  return (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? null;
}
