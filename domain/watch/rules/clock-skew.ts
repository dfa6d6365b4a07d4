import { sayMinutes } from "../../duration.ts";
import type { AlarmRule } from "../alarm.ts";
import { hidesKinds } from "../hides.ts";

/** Clocks that differ by more than this cannot judge a deadline. */
export const maxSkewMs = 30_000;

export const clockSkew: AlarmRule = {
  kind: "clock-skew",
  title: "Clocks differ",
  severity: "critical",
  holds: true,
  hides: hidesKinds("audits-late", "outbox-stuck", "onboarding-stuck"),
  meaning:
    "The clocks of the database and of a worker differ by more than 30 seconds. Deadlines, ages and waiting times would be wrong, so the watch does not judge them.",
  remedy: "Set both machines by NTP (`timedatectl set-ntp true`), and check with `revwatch doctor`.",
  find({ database }, now) {
    if (database.state === "away" || Math.abs(database.aheadMs) <= maxSkewMs) return [];
    const span = sayGap(Math.abs(database.aheadMs));
    const side = database.aheadMs > 0 ? "ahead of" : "behind";
    return [
      {
        kind: "clock-skew",
        clientId: null,
        subject: "",
        since: now,
        what: `Deadlines aren't judged: the database's clock is ${span} ${side} this machine's.`,
        why: null,
        wayOut: "Set both clocks by NTP (`timedatectl set-ntp true`).",
        over: "The clocks agree again, and deadlines are judged.",
      },
    ];
  },
};

function sayGap(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : sayMinutes(Math.round(ms / 60_000));
}
