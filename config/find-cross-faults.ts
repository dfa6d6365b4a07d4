import { cut } from "./cut.ts";
import type { Check } from "../checks/define-check.ts";
import { checks } from "../checks/index.ts";
import type { ConfigFault } from "./config-faults.ts";
import { findAccessFaults } from "./find-access-faults.ts";
import { findAlertingFaults } from "./find-alerting-faults.ts";
import { findClockFaults } from "./find-clock-faults.ts";
import { findDashboardFaults } from "./find-dashboard-faults.ts";
import { findEnforcedFaults } from "./find-enforced-faults.ts";
import { findFaults } from "./find-faults.ts";
import { findPlanFaults, planOf } from "./find-plan-faults.ts";
import { findReceiverFaults } from "./find-receiver-faults.ts";
import { groupAt, textAt } from "./raw.ts";
import type { ConfigFiles } from "./read-files.ts";
import { fleetFileName } from "./read-files.ts";
import type { YamlFile } from "./yaml-file.ts";

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
    ...findPlanFaults(files),
    ...findMixedParams(files),
    ...findEnforcedFaults(files),
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
    checks.flatMap((check) => {
      const { id, params } = check;
      const path = ["checks", id, "params"];
      const plan = planOf(file);
      const shared = {
        ...groupAt(fleet?.value, path),
        ...(plan === null ? {} : groupAt(fleet?.value, ["plans", plan, ...path])),
      };
      const own = groupAt(file.value, path);
      const isWhole = (values: object) => params.safeParse(values).success;
      if (!isWhole(shared) || !isWhole(own)) return [];
      const together = { ...shared, ...own };
      const isMixed = Object.keys(shared).length > 0;
      const mixed = isMixed ? findFaults(file, params, together, path) : [];
      const faults = [...mixed, ...findScopedFaults(check, file, together)];
      return faults.map((fault) => ({
        ...fault,
        message: `${fault.message} (Together with what ${fleetFileName} sets.)`,
      }));
    }),
  );
}

/** Of what the client says for single pipelines and stages, together with what it says elsewhere. */
function findScopedFaults({ id, params }: Check, file: YamlFile, elsewhere: object): readonly ConfigFault[] {
  const pipelines = ["checks", id, "pipelines"];
  return Object.keys(groupAt(file.value, pipelines)).flatMap((pipeline) => {
    const at = [...pipelines, pipeline];
    const own = groupAt(file.value, [...at, "params"]);
    const stages = Object.keys(groupAt(file.value, [...at, "stages"]));
    const scopes = [
      { path: [...at, "params"], values: own },
      ...stages.map((stage) => {
        const path = [...at, "stages", stage, "params"];
        return { path, values: { ...own, ...groupAt(file.value, path) } };
      }),
    ];
    return scopes.flatMap(({ path, values }) =>
      params.safeParse(groupAt(file.value, path)).success
        ? findFaults(file, params, { ...elsewhere, ...values }, path)
        : [],
    );
  });
}
