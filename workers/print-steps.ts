import { styleText } from "node:util";
import type { StartStep, StartSteps } from "./steps.ts";

/** Prints each step when it ends, and on a terminal a line that moves while it runs. Talk goes to stderr. */
export function printSteps(steps: StartSteps, out: NodeJS.WriteStream = process.stderr): () => void {
  const isTerminal = out.isTTY === true;
  const running = () => steps.list().find(({ state }) => state === "running");
  const draw = () => {
    const step = running();
    if (isTerminal && step !== undefined) out.write(`\r\x1b[2K  ${styleText("dim", "…")} ${sayStep(step)}`);
  };
  const timer = setInterval(draw, 500);
  const stopListening = steps.onChange((step) => {
    if (step.state !== "done" && step.state !== "failed") return draw();
    const mark = step.state === "done" ? styleText("green", "✓") : styleText("red", "✗");
    out.write(`${isTerminal ? "\r\x1b[2K" : ""}  ${mark} ${sayStep(step)}\n`);
  });
  return () => {
    clearInterval(timer);
    stopListening();
    if (isTerminal) out.write("\r\x1b[2K");
  };
}

function sayStep({ label, detail, startedAt, finishedAt, estimateSeconds }: StartStep): string {
  const seconds = startedAt === undefined ? 0 : ((finishedAt ?? new Date()).getTime() - startedAt.getTime()) / 1000;
  const spent =
    finishedAt === undefined && estimateSeconds !== undefined
      ? `${seconds.toFixed(0)} of about ${estimateSeconds} s`
      : `${seconds.toFixed(1)} s`;
  return `${label}${detail === undefined ? "" : `: ${detail}`} ${styleText("dim", `(${spent})`)}`;
}
