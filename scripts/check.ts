// The only gate, for people and for CI: stops at the first fault and names the command that mends it. With
// `--without-tests` it ends before the tests, for whoever runs `npm test` by itself.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

interface Step {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly wayOut: string;
}

const { values } = parseArgs({ options: { "without-tests": { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const docsScript = join("scripts", "generate-docs.ts");

const steps: readonly Step[] = [
  { name: "Format", command: ["oxfmt", "--check", "."], wayOut: "npm run format" },
  {
    name: "Lint",
    command: ["oxlint", "--type-aware", "."],
    wayOut: "npm run lint -- --fix, and by hand what it cannot mend",
  },
  { name: "Types", command: ["tsc", "--noEmit"], wayOut: "mend the faults above, then npm run types" },
  ...(existsSync(join(root, docsScript))
    ? [
        {
          name: "Docs in step",
          command: [process.execPath, docsScript, "--check"],
          wayOut: "npm run docs",
        } satisfies Step,
      ]
    : []),
  ...(values["without-tests"]
    ? []
    : [
        {
          name: "Tests",
          command: [process.execPath, join("test", "run.ts")],
          wayOut: "npm test -- <file> runs one file",
        } satisfies Step,
      ]),
];

// The tools are scripts for whatever `node` comes first, and that has to be the one that runs us.
const path = [dirname(process.execPath), join(root, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);

for (const { name, command, wayOut } of steps) {
  console.log(`\n${name}`);
  const [program, ...args] = command;
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path },
    shell: process.platform === "win32",
  });
  if (status === 0) continue;

  console.error(`\n${name} failed${error ? ` (${error.message})` : ""}. The way out: ${wayOut}`);
  process.exit(status ?? 1);
}
