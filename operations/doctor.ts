import { z } from "zod";
import type { ConfigTrouble } from "../config/config-faults.ts";
import type { RevwatchConfig } from "../config/config.ts";
import { countOf } from "../domain/duration.ts";
import { fail, ok, type DoctorLine } from "./doctor/doctor-line.ts";
import { examineClients, examineFleet, type FleetExamination } from "./doctor/examine-fleet.ts";
import type { Probes } from "./doctor/probes.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({ clientId: z.string().max(200).optional() });

export interface DoctorReport {
  readonly schemaVersion: 1;
  /** False when a line has failed or could not be asked; warnings leave it true. */
  readonly isHealthy: boolean;
  /** Who looked, with whose environment and secrets. */
  readonly askedBy: string;
  readonly lines: readonly DoctorLine[];
}

/** What whoever answers has at hand. */
export interface Examiner {
  /** Made anew for each examination, because the config may have changed. */
  readonly probes: (config: RevwatchConfig) => Probes;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Looks at everything that a working installation needs, with the environment and the secrets of the process that
 * carries it out, and says the way out of what is missing.
 */
export const doctor = {
  name: "doctor",
  input: Input,
  async run(
    { config, configTrouble, examiner, now }: Pick<World, "config" | "configTrouble" | "examiner" | "now">,
    { clientId }: z.output<typeof Input>,
  ): Promise<DoctorReport> {
    if (examiner === undefined)
      throw new Refused("This process cannot examine the installation. Ask `revwatch doctor`.");
    const used = config();
    const probes = examiner.probes(used);
    const lines = [
      examineNode(process.version),
      examineTrouble(used, configTrouble()),
      ...examineClients(used, clientId),
      ...(await examineFleet({ config: used, clientId, probes, env: examiner.env, now } satisfies FleetExamination)),
    ];
    return reportOf(lines, probes.asker);
  },
};

export function reportOf(lines: readonly DoctorLine[], askedBy: string): DoctorReport {
  return {
    schemaVersion: 1,
    isHealthy: lines.every(({ state }) => state === "ok" || state === "warn"),
    askedBy,
    lines,
  };
}

const neededNode = 24;

export function examineNode(version: string): DoctorLine {
  const isRecent = Number(version.replace(/^v/, "").split(".")[0]) >= neededNode;
  return isRecent
    ? ok("Node", `This is Node ${version}.`)
    : fail("Node", `This is Node ${version}.`, `Install Node ${neededNode} or newer from nodejs.org.`);
}

function examineTrouble({ directory, clients }: RevwatchConfig, trouble: ConfigTrouble | null): DoctorLine {
  if (trouble === null) return ok("Config", `${directory} is good: ${countOf(clients.length, "client")}.`);
  const why = `The files have had faults since ${trouble.since.toISOString()}, so the last good config is in use. ${trouble.message}`;
  return fail("Config", why, "Correct these; the files are read again within seconds.");
}
