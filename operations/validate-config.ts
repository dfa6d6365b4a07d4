import { z } from "zod";
import { ConfigFaults, type ConfigFault } from "../config/config-faults.ts";
import { severityNotes } from "../config/severity-notes.ts";
import { loadProject } from "../config/load-project.ts";

const Input = z.strictObject({ directory: z.string() });

export interface ConfigVerdict {
  readonly schemaVersion: 1;
  readonly isValid: boolean;
  readonly clients: readonly { readonly clientId: string; readonly name: string; readonly monitors: number }[];
  readonly faults: readonly ConfigFault[];
  /** What is allowed and does less than one would think, as sentences. */
  readonly notes: readonly string[];
  /** The faults as one text; empty when there are none. */
  readonly message: string;
}

/** Whether a folder holds a good config, with every fault of every file. Needs nothing that runs. */
export const validateConfig = {
  name: "validateConfig",
  input: Input,
  async run(world: { readonly env: NodeJS.ProcessEnv }, { directory }: z.output<typeof Input>): Promise<ConfigVerdict> {
    try {
      const { clients } = await loadProject(directory, world.env);
      const counted = clients.map(({ clientId, name, monitors }) => ({ clientId, name, monitors: monitors.length }));
      return {
        schemaVersion: 1,
        isValid: true,
        clients: counted,
        faults: [],
        notes: clients.flatMap(severityNotes),
        message: "",
      };
    } catch (error) {
      if (!(error instanceof ConfigFaults)) throw error;
      return { schemaVersion: 1, isValid: false, clients: [], faults: error.faults, notes: [], message: error.message };
    }
  },
};
