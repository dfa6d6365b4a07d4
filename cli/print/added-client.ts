import { sayFault } from "../../config/config-faults.ts";
import type { AddedClient } from "../../operations/add-client.ts";

/** What was written, and what a person has to do before the client can be watched. */
export function sayAddedClient(added: AddedClient): string {
  return [...added.written.map((name) => `wrote ${name}`), "", ...nextSteps(added)].join("\n");
}

export function nextSteps({ clientId, tokenVariable, toFillIn }: AddedClient): readonly string[] {
  const steps = [
    ...(toFillIn.length === 0 ? [] : [["Fill in:", ...toFillIn.map(sayFault)].join("\n")]),
    ...(tokenVariable === null ? [] : [`Put the token of its portal into .env as ${tokenVariable}.`]),
    `Check the setup: revwatch doctor --client ${clientId}`,
    "Start watching it: revwatch apply",
  ];
  return steps.map((step, index) => `${index + 1}. ${step}`);
}
