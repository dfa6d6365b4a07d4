import type { InitializedProject } from "../../operations/init-project.ts";
import { nextSteps } from "./added-client.ts";

export function sayInitialized({ written, client }: InitializedProject): string {
  const wrote = written.map((name) => `wrote ${name}`);
  if (!written.includes("revwatch.yaml")) return wrote.join("\n");
  if (client !== null) return [...wrote, "", ...nextSteps(client)].join("\n");
  const steps = [
    "1. Fill in revwatch.yaml and .env: `revwatch validate` names each place.",
    "2. Add a client: revwatch client add <id>",
  ];
  return [...wrote, "", ...steps].join("\n");
}
