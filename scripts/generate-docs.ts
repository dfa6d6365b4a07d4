// Writes the pages that come from metadata; with --check it only says which ones are out of step.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { generatedPages } from "./docs/pages.ts";

const root = new URL("../", import.meta.url);
const isCheck = process.argv.includes("--check");
const pages = generatedPages(root);

const textAt = (path: string): string | null => {
  try {
    return readFileSync(new URL(path, root), "utf8");
  } catch {
    return null;
  }
};

const stale = [...pages].filter(([path, text]) => textAt(path) !== text);
const orphans = listCheckPages().filter((path) => !pages.has(path));

if (isCheck) {
  for (const path of [...stale.map(([path]) => path), ...orphans])
    console.error(`${path} is out of step with its metadata.`);
  process.exitCode = stale.length + orphans.length === 0 ? 0 : 1;
} else {
  mkdirSync(new URL("docs/checks/", root), { recursive: true });
  for (const [path, text] of stale) writeFileSync(new URL(path, root), text);
  for (const path of orphans) rmSync(new URL(path, root));
  console.log(
    stale.length + orphans.length === 0
      ? "The docs are in step."
      : `Wrote ${[...stale.map(([path]) => path), ...orphans].join(", ")}.`,
  );
}

/** Pages of checks that are no more would stay for ever; docs/checks/retired.md is written by hand. */
function listCheckPages(): readonly string[] {
  try {
    return readdirSync(new URL("docs/checks/", root))
      .filter((name) => name.endsWith(".md") && name !== "retired.md")
      .map((name) => `docs/checks/${name}`);
  } catch {
    return [];
  }
}
