import { z } from "zod";
import { ConfigFaults } from "../config/config-faults.ts";
import type { RevwatchConfig } from "../config/config.ts";
import { loadProject } from "../config/load-project.ts";
import { countOf } from "../domain/duration.ts";
import { fail, ok, type DoctorLine } from "./doctor/doctor-line.ts";
import { examineClients, examineFleet } from "./doctor/examine-fleet.ts";
import type { Probes } from "./doctor/probes.ts";

const Input = z.strictObject({ directory: z.string(), clientId: z.string().optional() });

export interface DoctorReport {
  readonly schemaVersion: 1;
  /** False when a line has failed; warnings leave it true. */
  readonly isHealthy: boolean;
  readonly lines: readonly DoctorLine[];
}

export interface DoctorWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly nodeVersion: string;
  now(): Date;
}

/** Looks at everything that a working installation needs, and says how to mend what is missing. */
export function makeDoctor(probesOf: (config: RevwatchConfig) => Probes) {
  return {
    name: "doctor",
    input: Input,
    async run(world: DoctorWorld, { directory, clientId }: z.output<typeof Input>): Promise<DoctorReport> {
      const lines = [examineNode(world.nodeVersion), ...(await examineConfig(world, directory, clientId, probesOf))];
      return { schemaVersion: 1, isHealthy: lines.every(({ state }) => state !== "fail"), lines };
    },
  };
}

const neededNode = 24;

function examineNode(version: string): DoctorLine {
  const isRecent = Number(version.replace(/^v/, "").split(".")[0]) >= neededNode;
  return isRecent
    ? ok("Node", `This is Node ${version}.`)
    : fail("Node", `This is Node ${version}.`, `Install Node ${neededNode} or newer from nodejs.org.`);
}

async function examineConfig(
  world: DoctorWorld,
  directory: string,
  clientId: string | undefined,
  probesOf: (config: RevwatchConfig) => Probes,
): Promise<readonly DoctorLine[]> {
  let config: RevwatchConfig;
  try {
    config = await loadProject(directory, world.env);
  } catch (error) {
    if (error instanceof ConfigFaults)
      return [fail("Config", error.message, "Mend these first: everything else depends on them.")];
    throw error;
  }
  return [
    ok("Config", `${directory} is good: ${countOf(config.clients.length, "client")}.`),
    ...examineClients(config, clientId),
    ...(await examineFleet(config, clientId, probesOf(config), world.now())),
  ];
}
