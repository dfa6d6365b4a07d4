import { DefaultLogger, makeTelemetryFilterString, Runtime } from "@temporalio/worker";

/** Workers tell their every state on stderr, and failures that a test has asked for. Import it before the first worker. */
Runtime.install({
  logger: new DefaultLogger("ERROR"),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: "ERROR", other: "ERROR" }) } },
});
