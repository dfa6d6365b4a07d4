import type { CliCommand } from "./command.ts";
import { acceptCommand } from "./commands/accept.ts";
import { ackCommand } from "./commands/ack.ts";
import { alertsCommand } from "./commands/alerts.ts";
import { applyCommand } from "./commands/apply.ts";
import { assignCommand } from "./commands/assign.ts";
import { auditCommand } from "./commands/audit.ts";
import { causeCommand } from "./commands/cause.ts";
import { checksCommand } from "./commands/checks.ts";
import { checksAlertCommand } from "./commands/checks-alert.ts";
import { checksMuteCommand } from "./commands/checks-mute.ts";
import { checksObserveCommand } from "./commands/checks-observe.ts";
import { checksUnmuteCommand } from "./commands/checks-unmute.ts";
import { clientAddCommand } from "./commands/client-add.ts";
import { buttonsCommand } from "./commands/buttons.ts";
import { costCommand } from "./commands/cost.ts";
import { dashboardCommand } from "./commands/dashboard.ts";
import { deliveriesCommand } from "./commands/deliveries.ts";
import { discoverCommand } from "./commands/discover.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { backupCommand } from "./commands/backup.ts";
import { drillCommand } from "./commands/drill.ts";
import { driftCommand } from "./commands/drift.ts";
import { explainCommand } from "./commands/explain.ts";
import { findingsCommand } from "./commands/findings.ts";
import { forgetCommand } from "./commands/forget.ts";
import { handsCommand } from "./commands/hands.ts";
import { initCommand } from "./commands/init.ts";
import { maintenanceCommand } from "./commands/maintenance.ts";
import { noteCommand } from "./commands/note.ts";
import { planCommand } from "./commands/plan.ts";
import { purgeCommand } from "./commands/purge.ts";
import { reportCommand } from "./commands/report.ts";
import { restoreCommand } from "./commands/restore.ts";
import { restoredCommand } from "./commands/restored.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { silenceAddCommand, silenceEndCommand, silenceListCommand } from "./commands/silence.ts";
import { snoozeCommand } from "./commands/snooze.ts";
import { statusCommand } from "./commands/status.ts";
import { upCommand } from "./commands/up.ts";
import { validateCommand } from "./commands/validate.ts";
import { watchdogCommand } from "./commands/watchdog.ts";
import { workerCommand } from "./commands/worker.ts";
import { wrongCommand } from "./commands/wrong.ts";

/** Every command, in the order in which a newcomer meets them. */
export const commands: readonly CliCommand[] = [
  initCommand,
  clientAddCommand,
  discoverCommand,
  costCommand,
  doctorCommand,
  validateCommand,
  planCommand,
  applyCommand,
  upCommand,
  workerCommand,
  watchdogCommand,
  dashboardCommand,
  auditCommand,
  statusCommand,
  findingsCommand,
  explainCommand,
  alertsCommand,
  ackCommand,
  snoozeCommand,
  assignCommand,
  noteCommand,
  acceptCommand,
  wrongCommand,
  causeCommand,
  silenceAddCommand,
  silenceListCommand,
  silenceEndCommand,
  maintenanceCommand,
  drillCommand,
  driftCommand,
  checksCommand,
  checksMuteCommand,
  checksObserveCommand,
  checksAlertCommand,
  checksUnmuteCommand,
  handsCommand,
  deliveriesCommand,
  buttonsCommand,
  reportCommand,
  purgeCommand,
  forgetCommand,
  backupCommand,
  restoreCommand,
  restoredCommand,
  simulateCommand,
];
