import type { DoctorReport } from "../../operations/doctor.ts";
import type { DoctorLine } from "../../operations/doctor/doctor-line.ts";
import { paint } from "./style.ts";

const signs: Readonly<Record<DoctorLine["state"], string>> = {
  ok: paint("green", "✓"),
  warn: paint("yellow", "!"),
  fail: paint("red", "✗"),
};

/** One line for each thing that was looked at, and below it the way out. */
export function sayDoctor({ lines, isHealthy }: DoctorReport): string {
  const failed = lines.filter(({ state }) => state === "fail").length;
  const end = isHealthy ? paint("green", "Everything that is needed is there.") : paint("red", `${failed} to mend.`);
  return [...lines.flatMap(sayLine), "", end].join("\n");
}

function sayLine({ what, state, why, fix }: DoctorLine): readonly string[] {
  return [`${signs[state]} ${paint("bold", what)}: ${why}`, ...(fix === null ? [] : [`    → ${fix}`])];
}
