// npm run new-check <area>/<id> [record|inventory|measure|ourselves]: writes a check, its test and its registry line.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { writeCheck } from "./new-check/write-check.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const [place = "", kind = "record"] = process.argv.slice(2);

try {
  const written = writeCheck(root, place, kind);
  spawnSync("npx", ["oxfmt", ...written], { cwd: root, stdio: "ignore" });
  console.log(
    [
      `Wrote ${written.join(", ")}.`,
      `Its test is red until you have written it: npx vitest run ${written[1]}`,
      "Then write its page with `npm run docs`. docs/adding-a-check.md leads through it.",
    ].join("\n"),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
