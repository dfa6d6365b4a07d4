// Run as a program by supervised-child.ts, which documents its orders. Node cannot ask the kernel to end a child with
// its parent, so this process stands between them: it ends the child when the pipe to the parent closes, which also
// happens on kill -9. Plain JavaScript, because stripping types would cost this small process 18 MB.
import { spawn } from "node:child_process";
import { appendFileSync, renameSync, statSync } from "node:fs";

const maxLogBytes = 512 * 1024;
const orders = JSON.parse(process.argv[2] ?? "null");
let logBytes = statSync(orders.logFile, { throwIfNoEntry: false })?.size ?? 0;

/** The log never takes more than about twice `maxLogBytes`: one file and the one before it. */
function log(text) {
  try {
    if (logBytes > maxLogBytes) {
      renameSync(orders.logFile, `${orders.logFile}.1`);
      logBytes = 0;
    }
    appendFileSync(orders.logFile, text, { mode: 0o600 });
    logBytes += Buffer.byteLength(text);
  } catch {
    // A full disk must not take the child down for the sake of its log.
  }
}

const child = spawn(orders.command, orders.args, {
  stdio: ["ignore", "pipe", "pipe"],
  windowsHide: true,
  ...(orders.uid === undefined ? {} : { uid: orders.uid }),
  ...(orders.gid === undefined ? {} : { gid: orders.gid }),
  ...(orders.cwd === undefined ? {} : { cwd: orders.cwd }),
});
child.stdout.on("data", log);
child.stderr.on("data", log);
child.once("error", (error) => {
  log(`${error.message}\n`);
  process.exit(1);
});
child.once("close", (code, signal) => {
  log(`${new Date().toISOString()} ended (${signal ?? `exit code ${code}`})\n`);
  process.exit(code ?? 1);
});

let isStopping = false;
function stop(graceMs) {
  if (isStopping) return;
  isStopping = true;
  child.kill(orders.stopSignal);
  setTimeout(() => child.kill("SIGKILL"), graceMs);
}

process.on("SIGTERM", () => stop(orders.graceMs));
process.on("SIGINT", () => stop(orders.graceMs));
// A word on the pipe is the parent's wish and leaves time; its end without a word is the parent's death.
process.stdin.once("data", () => stop(orders.graceMs));
process.stdin.once("close", () => stop(orders.orphanGraceMs));
process.stdin.on("error", () => {});

// Whoever reads this may be gone already; the closed stdin says so too.
process.stdout.on("error", () => {});
// Only what really runs is reported: whoever hears nothing before our end finds the reason in the log already.
child.once("spawn", () => process.stdout.write(`${JSON.stringify({ pid: child.pid })}\n`));
