import { writeSync } from "node:fs";
import { exitCodes, type ExitCode } from "./exit-codes.ts";

const flushWithinMs = 2_000;
let isAnswerLost = false;

/** Owns what can happen to our output: it may be closed early, or lead to a full disk. */
export function guardOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // `revwatch findings | head` closes our output early, and that is no fault.
    if (error.code === "EPIPE" || isAnswerLost) return;
    isAnswerLost = true;
    say(
      `error: The answer could not be written (${error.code ?? error.message}). Free some space, or send it elsewhere.`,
    );
  });
  // Progress and remarks: a reader who went away misses them.
  process.stderr.on("error", () => undefined);
}

/**
 * Ends the process when its output has been taken, whatever else still holds it: Temporal's native runtime would keep
 * it for ever.
 */
export async function endWith(code: ExitCode): Promise<never> {
  await Promise.race([flushed(process.stdout), new Promise((resolve) => setTimeout(resolve, flushWithinMs))]);
  process.exit(isAnswerLost && code < exitCodes.usage ? exitCodes.cannotWrite : code);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}

function say(sentence: string): void {
  try {
    writeSync(2, `${sentence}\n`);
  } catch {
    // The reader is gone.
  }
}
