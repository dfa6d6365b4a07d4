import type { Logger as Pino } from "pino";
import { makeTelemetryFilterString, Runtime, type LogLevel, type Logger, type LogMetadata } from "@temporalio/worker";

export { createLogger } from "./create-logger.ts";

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
