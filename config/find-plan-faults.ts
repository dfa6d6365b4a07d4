import { cut } from "./cut.ts";
import type { ConfigFault } from "./config-faults.ts";
import { didYouMean } from "./nearest.ts";
import { groupAt, textAt } from "./raw.ts";
import { fleetFileName, type ConfigFiles } from "./read-files.ts";
import type { YamlFile } from "./yaml-file.ts";

/** The service plan that a client's file names; null: none. */
export function planOf(file: YamlFile): string | null {
  return textAt(file.value, ["plan"]);
}

/** Plans that nobody has described. */
export function findPlanFaults({ fleet, clients }: ConfigFiles): readonly ConfigFault[] {
  if (fleet === null) return [];
  const known = Object.keys(groupAt(fleet.value, ["plans"]));
  return clients.flatMap(({ file }) => {
    const plan = planOf(file);
    if (plan === null || known.includes(plan)) return [];
    const way = didYouMean(plan, known) || ` Known: ${known.join(", ") || "none"}. Add it under plans:.`;
    return [file.fault(["plan"], `${fleetFileName} has no plan "${cut(plan)}".${way}`)];
  });
}
