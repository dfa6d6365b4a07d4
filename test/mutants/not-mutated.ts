import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** What a check says of itself on its page: registry.test.ts holds that it is there, docs/checks/ what it is. */
const pageWords = [
  "title",
  "failureTitle",
  "why",
  "executive",
  "decision",
  "runbook",
  "whenNotToUse",
  "falsePositives",
];
/** Of these the types know every word that there is: another one does not compile, so it is no mutant. */
const typedWords = ["area", "topic", "severity", "cadence", "startsIn", "judges"];
/** How a failure is told, of which the tests of alerting know, and not those of the check. */
const telling = ["hides", "acceptedBy", "stricterThan"];
const notMutated = new Set([...pageWords, ...typedWords, ...telling, "sources"]);
/** Names of what is read: a check to which one is not given does not compile. */
const typedNeeds = new Set(["fields", "shows", "inventory", "ifRead", "related", "history", "approved"]);
/** The same for what is added up. */
const typedSums = new Set(["of", "fields"]);
/** Calls whose text people read: what a setting is, and why nothing could be judged. It decides nothing. */
const callsWithWords = new Set(["describe", "notApplicable", "unknown"]);

/** As much of Babel's path as is looked at. */
interface Path {
  readonly node: Node;
  readonly parentPath: Path | null;
}
interface Node {
  readonly type: string;
  readonly key?: { readonly name?: string };
  readonly callee?: { readonly name?: string; readonly property?: { readonly name?: string } };
}

/** Another word changes no verdict: such mutants would count words, not what is judged. */
function isProse({ node, parentPath }: Path): boolean {
  if (node.type === "ObjectProperty") {
    const name = node.key?.name ?? "";
    const around = parentPath?.parentPath;
    if (isCheck(around)) return notMutated.has(name);
    if (calledBy(around) === "aggregate") return typedSums.has(name);
    return typedNeeds.has(name) && around?.node.key?.name === "needs" && isCheck(around.parentPath?.parentPath);
  }
  if (node.type !== "StringLiteral" && node.type !== "TemplateLiteral") return false;
  return callsWithWords.has(calledBy(parentPath) ?? "");
}

const isCheck = (path: Path | null | undefined) => /^define\w+Check$/.test(calledBy(path) ?? "");

function calledBy(path: Path | null | undefined): string | undefined {
  return path?.node.callee?.name ?? path?.node.callee?.property?.name;
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "prose", {
    shouldIgnore: (path) => (isProse(path as unknown as Path) ? "words that people read" : undefined),
  }),
];
