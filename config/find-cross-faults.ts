import { cut } from "./cut.ts";
import { checks } from "../checks/index.ts";
import type { ConfigFault } from "./config-faults.ts";
import { findAccessFaults } from "./find-access-faults.ts";
import { findAlertingFaults } from "./find-alerting-faults.ts";
import { findClockFaults } from "./find-clock-faults.ts";
import { findDashboardFaults } from "./find-dashboard-faults.ts";
import { findFaults } from "./find-faults.ts";
import { findReceiverFaults } from "./find-receiver-faults.ts";
import { groupAt, textAt } from "./raw.ts";
import type { ConfigFiles } from "./read-files.ts";
import { fleetFileName } from "./read-files.ts";

/**
 * What no schema of one file can see. It works on the values as written, so that a fault elsewhere in the same file
 * hides none of these.
 */
export function findCrossFaults(files: ConfigFiles): readonly ConfigFault[] {
  return [
    ...findAccessFaults(files),
    ...findSharedPortals(files),
    ...findDashboardFaults(files),
    ...findReceiverFaults(files),
    ...findAlertingFaults(files),
    ...findClockFaults(files),
    ...findMixedParams(files),
  ];
}

/** Two clients on one portal would each be told of the other's leads. */
function findSharedPortals({ clients }: ConfigFiles): readonly ConfigFault[] {
  const firstOf = new Map<string, string>();
  return clients.flatMap(({ file }) => {
    const portalId = textAt(file.value, ["portalId"]);
    if (portalId === null) return [];
    const first = firstOf.get(portalId);
    if (first === undefined) {
      firstOf.set(portalId, file.name);
      return [];
    }
    return [
      file.fault(
        ["portalId"],
        `The portal ${cut(portalId)} belongs to ${first} already. Each client has its own; one of the two is wrong.`,
      ),
    ];
  });
}

/** Settings that are right at each level, and wrong once they meet. */
function findMixedParams({ fleet, clients }: ConfigFiles): readonly ConfigFault[] {
  return clients.flatMap(({ file }) =>
    checks.flatMap(({ id, params }) => {
      const path = ["checks", id, "params"];
      const shared = groupAt(fleet?.value, path);
      const own = groupAt(file.value, path);
      if (Object.keys(shared).length === 0 || !params.safeParse(shared).success || !params.safeParse(own).success)
        return [];
      return findFaults(file, params, { ...shared, ...own }, path).map((fault) => ({
        ...fault,
        message: `${fault.message} (Together with what ${fleetFileName} sets.)`,
      }));
    }),
  );
}
