import { isLoopback } from "../domain/loopback.ts";
import type { ConfigFault } from "./config-faults.ts";
import { groupAt, textAt } from "./raw.ts";
import type { ConfigFiles } from "./read-files.ts";

/** Nobody signs in to the dashboard itself, so on an address that others reach, a proxy has to stand before it. */
export function findDashboardFaults({ fleet }: ConfigFiles): readonly ConfigFault[] {
  const host = textAt(fleet?.value, ["dashboard", "host"]);
  if (fleet === null || host === null || isLoopback(host)) return [];
  const { publicAddress, behindProxy } = groupAt(fleet.value, ["dashboard"]);
  if (publicAddress !== undefined || behindProxy === true) return [];
  return [
    fleet.fault(
      ["dashboard", "host"],
      "Whoever reaches this address could read every client's pages: Revwatch asks no one to sign in. Put a proxy that does before it, and write publicAddress: with the address that people use (or behindProxy: true). Or leave host: out, and only this machine reaches it.",
    ),
  ];
}
