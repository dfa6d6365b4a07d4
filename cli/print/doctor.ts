import { countOf } from "../../domain/duration.ts";
import type { DoctorReport } from "../../operations/doctor.ts";
import type { DoctorLine } from "../../operations/doctor/doctor-line.ts";
import { paint } from "./style.ts";

const signs: Readonly<Record<DoctorLine["state"], string>> = {
  ok: paint("green", "✓"),
  warn: paint("yellow", "!"),
  fail: paint("red", "✗"),
  unknown: paint("red", "?"),
};

/** One line for each thing that was looked at, and below it the way out. */
export function sayDoctor({ lines, askedBy, isHealthy }: DoctorReport): string {
  const end = isHealthy ? paint("green", sayHealthy(lines)) : paint("red", sayUnhealthy(lines));
  return [paint("dim", `Asked by ${askedBy}.`), ...lines.flatMap(sayLine), "", end].join("\n");
}

function sayLine({ what, state, why, fix }: DoctorLine): readonly string[] {
  return [`${signs[state]} ${paint("bold", what)}: ${why}`, ...(fix === null ? [] : [`    → ${fix}`])];
}

const count = (lines: readonly DoctorLine[], state: DoctorLine["state"]) =>
  lines.filter((line) => line.state === state).length;

function sayHealthy(lines: readonly DoctorLine[]): string {
  const warnings = count(lines, "warn");
  const beside = warnings === 0 ? "" : ` ${countOf(warnings, "warning")}.`;
  return `Everything that is needed is there.${beside}`;
}

/** What could not be asked is no problem and no health: it is said beside. */
function sayUnhealthy(lines: readonly DoctorLine[]): string {
  const [problems, unasked] = [count(lines, "fail"), count(lines, "unknown")];
  const said = [
    ...(problems === 0 ? [] : [`${countOf(problems, "problem")}.`]),
    ...(unasked === 0 ? [] : [`${countOf(unasked, "question")} without an answer.`]),
  ];
  return said.join(" ");
}
