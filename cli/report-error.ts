import { styleText } from "node:util";
import type { CliContext } from "./context.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { sayable } from "./sayable.ts";

/** What went wrong outside of us, by the name of the error: its class lives in code that was not loaded for this. */
const codeOf: Readonly<Record<string, ExitCode>> = {
  ConfigFaults: exitCodes.badConfig,
  SecretMissing: exitCodes.badConfig,
  Refused: exitCodes.usage,
  StateDirectoryInUse: exitCodes.tryLater,
  OwnerNotAnswering: exitCodes.tryLater,
  StateDirectoryUnusable: exitCodes.cannotWrite,
  NoRoomForBackup: exitCodes.cannotWrite,
  DiskFull: exitCodes.cannotWrite,
  DatabaseFolderUnusable: exitCodes.damaged,
  TemporalStateDamaged: exitCodes.damaged,
  CannotRestore: exitCodes.usage,
  SchemaTooNew: exitCodes.tooNew,
  Unavailable: exitCodes.unavailable,
  TemporalUnavailable: exitCodes.unavailable,
  RunFailed: exitCodes.unavailable,
  DatabaseUnavailable: exitCodes.unavailable,
  TemporalServerNotFound: exitCodes.unavailable,
  TemporalServerDidNotStart: exitCodes.unavailable,
  TransportError: exitCodes.unavailable,
  ServiceError: exitCodes.unavailable,
  PortInUse: exitCodes.unavailable,
  PortTaken: exitCodes.unavailable,
  AddressUnusable: exitCodes.badConfig,
  NotShareable: exitCodes.badConfig,
};

/** Tells what went wrong, on stderr and with --json on stdout as well, and gives the exit code. */
export function reportError(context: CliContext, error: unknown): ExitCode {
  const {
    name,
    message: raw,
    stack,
  } = error instanceof Error ? error : { name: "Error", message: String(error), stack: undefined };
  const message = sayable(raw);
  const code = codeOf[name] ?? (isConnectionLost(error) ? exitCodes.unavailable : exitCodes.internal);
  context.say(`${styleText("red", "error:", { stream: process.stderr })} ${message}`);
  if (code === exitCodes.internal && context.env["REVWATCH_TRACE"]) context.say(sayable(stack ?? ""));
  if (context.isJson) {
    const faults = error instanceof Error && "faults" in error ? { faults: error.faults } : {};
    context.print(JSON.stringify({ schemaVersion: 1, error: { name, message, exitCode: code, ...faults } }, null, 2));
  }
  return code;
}

/** As the system and PostgreSQL say that a service is away; a database may go in the middle of a command. */
const lostCodes = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "ETIMEDOUT",
  "ECONNRESET",
  "EHOSTUNREACH",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
];

function isConnectionLost(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return lostCodes.includes(String(code)) || /^Connection terminated|is not queryable$/.test(String(message));
}
