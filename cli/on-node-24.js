// Plain old JavaScript: this file must be understood by the Node that is too old for everything else.
import { spawn } from "child_process";
import { realpathSync } from "fs";
import * as modules from "module";
import { homedir } from "os";
import { dirname, join, resolve } from "path";
import { fileURLToPath, pathToFileURL } from "url";

const neededMajor = 24;
const exitUnavailable = 69; // EX_UNAVAILABLE of sysexits

/**
 * Runs a TypeScript file on Node 24: in this process if that is what runs here, else on the Node that was installed
 * with our packages, else not at all, with one sentence. `flags` are those of Node itself.
 */
export function onNode24(script, args, flags = []) {
  if (Number(process.versions.node.split(".")[0]) >= neededMajor) return runHere(script, args, flags);

  const bundled = bundledNode();
  if (bundled === null) return refuse();
  runOn(bundled, script, args, flags);
}

function runHere(script, args, flags) {
  // V8 takes such flags at its start only, so this process begins once more, as itself.
  if (!flags.every((flag) => process.execArgv.includes(flag)) && process.execve !== undefined && !process.channel)
    process.execve(
      process.execPath,
      [process.execPath].concat(flags, process.execArgv, process.argv.slice(1)),
      process.env,
    );
  keepCompiled();
  process.argv = [process.argv[0], script].concat(args);
  if (process.env.REVWATCH_WRAPPED !== undefined && process.channel) {
    delete process.env.REVWATCH_WRAPPED; // our own children have no wrapper
    // The old Node that started us was killed. Whoever did that meant us.
    process.once("disconnect", function () {
      process.kill(process.pid, "SIGTERM");
    });
    process.channel.unref();
  }
  return import(pathToFileURL(script).href);
}

/**
 * What Node has compiled of our code is kept beside what was downloaded, for this process and its children: any start
 * but the first takes half. It is only a saving, so where nothing can be kept nothing is said.
 */
function keepCompiled() {
  if (modules.enableCompileCache === undefined) return;
  try {
    // As in workers/temporal-server/cache-directory.ts, which may not be loaded yet.
    const cache =
      process.env.REVWATCH_CACHE_DIR || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "revwatch");
    if (process.env.NODE_COMPILE_CACHE === undefined) process.env.NODE_COMPILE_CACHE = join(cache, "compiled");
    modules.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  } catch {
    // There is no home folder, or it cannot be written.
  }
}

function bundledNode() {
  if (process.platform !== "linux") return null;
  try {
    const manifest = modules.createRequire(import.meta.url).resolve("node-linux-" + process.arch + "/package.json");
    return join(dirname(manifest), "bin", "node");
  } catch {
    return null;
  }
}

function runOn(node, script, args, flags) {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(node, flags.concat([self, script], args), {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: Object.assign({}, process.env, { REVWATCH_WRAPPED: "1" }),
  });
  child.once("error", refuse);
  child.once("exit", function (code, signal) {
    ["SIGINT", "SIGTERM", "SIGHUP"].forEach(function (name) {
      process.removeAllListeners(name);
    });
    if (signal !== null) process.kill(process.pid, signal);
    else process.exit(code);
  });
  // A terminal gives Ctrl-C to both of us; passing it on would make it two.
  process.on("SIGINT", function () {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  process.on("SIGTERM", function () {
    child.kill("SIGTERM");
  });
  process.on("SIGHUP", function () {
    child.kill("SIGHUP");
  });
}

function refuse() {
  process.stderr.write(
    "Revwatch needs Node.js " +
      neededMajor +
      " or newer; this is " +
      process.versions.node +
      ". Install it from nodejs.org, then run the command again.\n",
  );
  process.exit(exitUnavailable);
}

// `node cli/on-node-24.js test/run.ts …`: how every npm script starts.
if (process.argv[2] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  void onNode24(resolve(process.argv[2]), process.argv.slice(3));
}
