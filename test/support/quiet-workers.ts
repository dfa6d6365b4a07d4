import { DefaultLogger, makeTelemetryFilterString, Runtime } from "@temporalio/worker";

/** A server that a test has killed is not news either. */
const filter = `${makeTelemetryFilterString({ core: "ERROR", other: "ERROR" })},temporalio_client=off`;

/**
 * Workers tell their every state on stderr, and failures that a test has asked for. Import it before the first worker.
 */
Runtime.install({
  logger: new DefaultLogger("ERROR"),
  telemetryOptions: { logging: { filter } },
});
