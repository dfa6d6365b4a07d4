import { pino, type DestinationStream, type Logger as Pino } from "pino";
import { makeTelemetryFilterString, Runtime, type LogLevel, type Logger, type LogMetadata } from "@temporalio/worker";
import { scrub } from "./scrub.ts";

/**
 * The log of one process: JSON lines, with anything that looks like a secret taken out by its shape, wherever it
 * stands. Field names alone would miss a token inside a message.
 *
 * @param stream - From `logToFile` or `logToStdout`, which never fail.
 */
export function createLogger(stream: DestinationStream): Pino {
  return pino({ base: null, hooks: { streamWrite: scrub } }, stream);
}

/** Gives Temporal's own logs to ours. Once for each process, before any connection is opened. */
export function installTemporalRuntime(logger: Pino): void {
  Runtime.install({
    logger: temporalLogger(logger),
    // Terminal signals are ours: an orderly stop has more to end than the workers.
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: "WARN", other: "ERROR" }) } },
  });
}

const levels: Readonly<Record<LogLevel, "trace" | "debug" | "info" | "warn" | "error">> = {
  TRACE: "trace",
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  ERROR: "error",
};

function temporalLogger(logger: Pino): Logger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata) => logger[levels[level]](meta ?? {}, message);
  return {
    log,
    trace: (message, meta) => log("TRACE", message, meta),
    debug: (message, meta) => log("DEBUG", message, meta),
    info: (message, meta) => log("INFO", message, meta),
    warn: (message, meta) => log("WARN", message, meta),
    error: (message, meta) => log("ERROR", message, meta),
  };
}
