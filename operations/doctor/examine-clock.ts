import { ok, warn, type DoctorLine } from "./doctor-line.ts";

const allowedSkewMs = 30_000;

/** How far this machine's clock is from another one's. */
export function examineClock(other: string, theirs: Date, ours: Date): readonly DoctorLine[] {
  const skewMs = Math.abs(ours.getTime() - theirs.getTime());
  if (skewMs <= allowedSkewMs) return [ok(`Clock, beside ${other}`, "It agrees to within 30 s.")];
  return [
    warn(
      `Clock, beside ${other}`,
      `This machine's clock and that of ${other} differ by ${Math.round(skewMs / 1_000)} s, so waiting times are wrong by as much.`,
      "Let each machine set its clock by NTP.",
    ),
  ];
}
