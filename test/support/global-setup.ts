import type { TestProject } from "vitest/node";
import { browserService } from "./browser-service.ts";
import { peersService } from "./peers-service.ts";
import { postgresService } from "./postgres-service.ts";
import { requiredServices } from "./required-services.ts";
import type { ServiceOutcome } from "./service-outcome.ts";
import type { MissingService, Service } from "./services.ts";
import { temporalService } from "./temporal-service.ts";

/** Starts, once for the whole run, the services that its files need, and hands them to the tests by `inject`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const required = requiredServices();
  const needed: readonly Service[] = project.getProvidedContext().neededServices ?? [];
  const missing: Partial<Record<Service, MissingService>> = {};
  const stops: (() => Promise<void>)[] = [];
  const teardown = async () => void (await Promise.all(stops.map((stop) => stop())));

  const isWanted = (service: Service) => needed.includes(service) || required.includes(service);
  const [temporal, postgres, peers] = await Promise.allSettled([
    isWanted("temporal") ? temporalService(required.includes("temporal")) : undefined,
    isWanted("postgres") ? postgresService() : undefined,
    isWanted("peers") ? peersService(required.includes("peers")) : undefined,
  ]);
  for (const { value } of [temporal, postgres].filter((outcome) => outcome.status === "fulfilled")) {
    if (value && "stop" in value && value.stop) stops.push(value.stop);
  }

  const valueOf = <Value>(service: Service, outcome: ServiceOutcome<Value> | undefined): Value | undefined => {
    if (outcome === undefined || "value" in outcome) return outcome?.value;
    missing[service] = outcome.missing;
    return undefined;
  };
  try {
    project.provide("temporal", valueOf("temporal", settled(temporal)));
    project.provide("postgres", valueOf("postgres", settled(postgres)));
    project.provide("browser", valueOf("browser", isWanted("browser") ? browserService() : undefined));
    project.provide("peers", valueOf("peers", settled(peers)));
    project.provide("missingServices", missing);
    failOnMissing(required, missing);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

function settled<Value>(outcome: PromiseSettledResult<Value>): Value {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

function failOnMissing(required: readonly Service[], missing: Partial<Record<Service, MissingService>>): void {
  for (const service of required) {
    const { reason, remedy } = missing[service] ?? {};
    if (reason === undefined) continue;
    const error = new Error(`REVWATCH_REQUIRE names ${service}, and there is ${reason}. The way out: ${remedy}`);
    error.stack = ""; // the sentence is everything there is to know
    throw error;
  }
}
