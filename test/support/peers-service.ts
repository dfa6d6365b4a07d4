import type { ProvidedContext } from "vitest";
import { preparedPython, preparePython, type PythonPeer } from "../../bench/peers/python-environment.ts";
import type { ServiceOutcome } from "./service-outcome.ts";

const peers: readonly PythonPeer[] = ["singer", "dlt"];

/** Singer and dlt in their virtual environments. They are installed only when required: a test run asks no network. */
export async function peersService(
  isRequired: boolean,
): Promise<ServiceOutcome<NonNullable<ProvidedContext["peers"]>>> {
  const remedy = "npm run bench:sync -- --prepare installs them outside the working tree";
  try {
    if (isRequired) for (const peer of peers) await preparePython(peer);
  } catch (error) {
    return { missing: { reason: error instanceof Error ? error.message : String(error), remedy } };
  }
  if (peers.every((peer) => preparedPython(peer) !== null)) return { value: { names: peers } };
  return { missing: { reason: "Singer and dlt are not installed here", remedy } };
}
