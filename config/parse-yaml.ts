import {
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ErrorCode,
  type Pair,
  type Scalar,
} from "yaml";
import type { ConfigFault } from "./config-faults.ts";
import { yamlFile, type YamlFile } from "./yaml-file.ts";

/**
 * Reads YAML text. Everything that cannot be taken at its word is a fault: a key that comes twice, a tag that means
 * nothing here, an alias.
 */
export function parseYaml(name: string, text: string): YamlFile | readonly ConfigFault[] {
  const lines = new LineCounter();
  try {
    // The library's own messages quote the source, and the source may hold a token by mistake.
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
      logLevel: "error",
      // It holds each key against each other one; a large file would take minutes.
      uniqueKeys: false,
    });
    const faults = faultsOf(name, document, lines);
    if (faults.length > 0) return faults;
    if (document.contents === null)
      return [atStart(name, "The file is empty. `revwatch init` shows what belongs in it.")];
    return yamlFile(name, document, lines);
  } catch {
    return [atStart(name, "The file cannot be read as YAML. Look for brackets that are nested very deeply.")];
  }
}

/** A fault of all that stands in a file, which editors and terminals show at its beginning. */
export function atStart(name: string, message: string): ConfigFault {
  return { file: name, line: 1, column: 1, path: "", message };
}

/** A fault of a file whose text was not read. */
export function wholeFile(name: string, message: string): ConfigFault {
  return { file: name, line: null, column: null, path: "", message };
}

function faultsOf(name: string, document: Document, lines: LineCounter): readonly ConfigFault[] {
  const at = (offset: number, message: string): ConfigFault => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line, column: col, path: "", message };
  };
  const syntax = [...document.errors, ...document.warnings].map(({ code, pos }) => at(pos[0], sayYamlError(code)));
  const ours: ConfigFault[] = [];
  if (!syntax.some(({ message }) => message === tooDeep))
    visit(document, {
      Alias: (_, { range }) => void ours.push(at(range?.[0] ?? 0, aliasesAreNotRead)),
      Map: (_, { items }) => void ours.push(...repeatedKeys(items).map((key) => at(key.range?.[0] ?? 0, comesTwice))),
    });
  return [...syntax, ...ours];
}

function repeatedKeys(items: readonly Pair[]): readonly Scalar[] {
  const met = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isRepeated = met.has(key.value);
    met.add(key.value);
    return isRepeated ? [key] : [];
  });
}

const aliasesAreNotRead =
  "Aliases are not read here. Write the value out; put what all clients share into revwatch.yaml.";
const comesTwice = "This key stands here twice, and only one of them could count. Remove one.";
const tooDeep = "Brackets are nested too deeply here.";

/** What the parser's codes mean to somebody who writes settings. */
function sayYamlError(code: ErrorCode): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "A tab stands here. YAML indents with spaces only: replace it by two spaces.";
    case "MULTIPLE_DOCS":
      return 'A second document begins here. Keep one per file and remove the "---".';
    case "BAD_INDENT":
      return "The indentation does not fit, or a bracket is not closed. Settings of one group begin in the same column.";
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return 'There is a ": " too many on this line. Put a text that contains one into quotes.';
    case "MISSING_CHAR":
      return "Something is not closed here: a quote, a bracket, or the colon after a key.";
    case "BAD_SCALAR_START":
      return "A value cannot begin with this character. Put it into quotes.";
    case "BAD_DQ_ESCAPE":
      return "A backslash means something in double quotes. Use single quotes, or write it twice.";
    case "NON_STRING_KEY":
      return "A key has to be a plain word.";
    case "TAG_RESOLVE_FAILED":
      return "Tags (with an exclamation mark) mean nothing here. Remove it, or put the text into quotes.";
    case "RESOURCE_EXHAUSTION":
      return tooDeep;
    default:
      return "This is not YAML. Look at quotes, brackets, colons and the indentation around it.";
  }
}
