import type { CliContext } from "./context.ts";

/** Asks the person at the terminal; no terminal means no. */
export async function isConfirmed({ isInteractive }: CliContext, question: string): Promise<boolean> {
  if (!isInteractive) return false;
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}
