import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, stat, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { WorkflowBundle } from "@temporalio/worker";
import { cacheDirectory } from "./temporal-server/cache-directory.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const keptForMs = 30 * 86_400_000;

/**
 * The workflows' one file of code. To make it takes seconds, so what was made of the same sources before is used again.
 */
export async function workflowBundle(env: NodeJS.ProcessEnv = process.env): Promise<WorkflowBundle> {
  const workflowsPath = join(root, "workflows", "index.ts");
  const make = () => makeCode(workflowsPath, env);
  // Workflows see nothing else of ours. What is installed of others stands in npm's own list.
  const sources = [...globSync("{workflows,domain}/**/*.ts", { cwd: root }), "node_modules/.package-lock.json"];
  return { code: await keptCode(join(cacheDirectory(env), "workflows"), root, sources, make) };
}

const maker = fileURLToPath(new URL("make-workflow-code.ts", import.meta.url));

/** In a process of its own: the bundler takes hundreds of megabytes, and this process would never give them back. */
async function makeCode(workflowsPath: string, env: NodeJS.ProcessEnv): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), "revwatch-workflows-"));
  try {
    const file = join(scratch, "workflows.js");
    await promisify(execFile)(process.execPath, [maker, workflowsPath, file], { env });
    return await readFile(file, "utf8");
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * The code that was made of these sources, or makes it and keeps it. It is only a saving: where the folder cannot be
 * written, or one of the sources is not there, it is made each time.
 */
export async function keptCode(
  folder: string,
  from: string,
  sources: readonly string[],
  make: () => Promise<string>,
): Promise<string> {
  const name = await nameOf(from, sources).catch(() => null);
  if (name === null) return make();
  const file = join(folder, `${name}.js`);
  const kept = await readKept(file);
  if (kept !== null) return kept;

  const code = await make();
  await keep(folder, file, code).catch(() => undefined);
  return code;
}

async function nameOf(from: string, sources: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(`${from} ${process.version}`);
  for (const source of sources.toSorted()) hash.update(`\n${source}\n`).update(await readFile(join(from, source)));
  return hash.digest("hex").slice(0, 32);
}

const digestOf = (code: string) => `// ${createHash("sha256").update(code).digest("hex")}\n`;

/** Null where there is none, or one that is not as it was written. */
async function readKept(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  const end = text.indexOf("\n") + 1;
  const code = text.slice(end);
  return end > 0 && text.startsWith(digestOf(code)) ? code : null;
}

async function keep(folder: string, file: string, code: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, digestOf(code) + code, { mode: 0o600 });
  await rename(unfinished, file);
  for (const other of globSync(join(folder, "*"))) {
    const { mtimeMs } = await stat(other);
    if (Date.now() - mtimeMs > keptForMs) await rm(other, { force: true });
  }
}
