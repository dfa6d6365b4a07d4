import type { AlarmRule } from "../alarm.ts";
import { hidesKinds } from "../hides.ts";
import { sayAt } from "../say.ts";

export const diskFull: AlarmRule = {
  kind: "disk-full",
  title: "A disk is full",
  severity: "critical",
  holds: true,
  hides: hidesKinds("database-away", "owner-silent", "onboarding-stuck", "audits-late", "outbox-stuck"),
  meaning: "Nothing can be stored, so no audit ends and no alert is written.",
  remedy: "Free space on the disk named, or give it more. Revwatch goes on by itself.",
  find: ({ disks }, now) =>
    disks.map(({ since, reason }) => ({
      kind: "disk-full",
      clientId: null,
      subject: "",
      since,
      what: `Audits stopped: a disk has been full since ${sayAt(since, now)}.`,
      why: reason,
      wayOut: "Free space there; Revwatch then goes on by itself.",
      over: "The disk has room again.",
    })),
};
