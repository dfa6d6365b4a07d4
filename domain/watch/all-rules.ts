import { alarmKinds, type AlarmKind, type AlarmRule } from "./alarm.ts";
import { auditsLate } from "./rules/audits-late.ts";
import { channelBarred } from "./rules/channel-barred.ts";
import { clockSkew } from "./rules/clock-skew.ts";
import { databaseAway } from "./rules/database-away.ts";
import { diskFull } from "./rules/disk-full.ts";
import { noWorkers } from "./rules/no-workers.ts";
import { onboardingStuck } from "./rules/onboarding-stuck.ts";
import { outboxStuck } from "./rules/outbox-stuck.ts";
import { ownerSilent } from "./rules/owner-silent.ts";
import { scheduleStopped } from "./rules/schedule-stopped.ts";
import { temporalAway } from "./rules/temporal-away.ts";
import { watchSilent } from "./rules/watch-silent.ts";
import { watchdogSilent } from "./rules/watchdog-silent.ts";
import { workerSilent } from "./rules/worker-silent.ts";
import { workflowBlocked } from "./rules/workflow-blocked.ts";

const byKind: Readonly<Record<AlarmKind, AlarmRule>> = {
  "disk-full": diskFull,
  "owner-silent": ownerSilent,
  "database-away": databaseAway,
  "clock-skew": clockSkew,
  "no-workers": noWorkers,
  "worker-silent": workerSilent,
  "temporal-away": temporalAway,
  "watch-silent": watchSilent,
  "watchdog-silent": watchdogSilent,
  "channel-barred": channelBarred,
  "workflow-blocked": workflowBlocked,
  "onboarding-stuck": onboardingStuck,
  "schedule-stopped": scheduleStopped,
  "audits-late": auditsLate,
  "outbox-stuck": outboxStuck,
};

/** Causes before what follows from them. */
export const alarmRules: readonly AlarmRule[] = alarmKinds.map((kind) => byKind[kind]);

export const ruleOf = (kind: AlarmKind): AlarmRule => byKind[kind];
