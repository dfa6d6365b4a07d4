import { checks } from "../checks/index.ts";
import type { Check } from "../checks/define-check.ts";
import { wordsFor, wordsIn } from "./client-words.ts";
import type { ConfigFault } from "./config-faults.ts";
import { planOf } from "./find-plan-faults.ts";
import { groupAt } from "./raw.ts";
import type { ConfigFiles } from "./read-files.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

type Place = readonly string[];

/** What a level has enforced of a check, and where. */
interface Policy {
  readonly check: Check;
  readonly file: YamlFile;
  /** Of the check's settings there. */
  readonly at: Place;
  /** What it says: severity, params.promiseMinutes, … That the check is on is always said. */
  readonly settings: readonly Place[];
}

/** Overrides of what the fleet or the client's plan has enforced. Each error names both places. */
export function findEnforcedFaults({ fleet, clients }: ConfigFiles): readonly ConfigFault[] {
  if (fleet === null) return [];
  const ofFleet = checks.flatMap((check) => policyAt(check, fleet, ["checks", check.id]));
  const plans = Object.keys(groupAt(fleet.value, ["plans"]));
  return [
    ...plans.flatMap((plan) => ofFleet.flatMap((policy) => breaches(policy, fleet, ["plans", plan, "checks"]))),
    ...clients.flatMap(({ file }) => {
      const plan = planOf(file);
      const ofPlan =
        plan === null ? [] : checks.flatMap((check) => policyAt(check, fleet, ["plans", plan, "checks", check.id]));
      return [...ofFleet, ...ofPlan].flatMap((policy) => [
        ...breaches(policy, file, ["checks"]),
        ...wordBreaches(policy, file),
      ]);
    }),
  ];
}

function policyAt(check: Check, file: YamlFile, at: Place): readonly Policy[] {
  const said = groupAt(file.value, at);
  if (said["enforced"] !== true) return [];
  const settings = [
    ["enabled"],
    ...["cadence", "severity"].filter((name) => name in said).map((name) => [name]),
    ...Object.keys(groupAt(said, ["params"])).map((name) => ["params", name]),
  ];
  return [{ check, file, at, settings }];
}

/** Settings of the check below `root` that say otherwise, in single pipelines and stages too. */
function breaches(policy: Policy, file: YamlFile, root: Place): readonly ConfigFault[] {
  const base = [...root, policy.check.id];
  const pipelines = Object.keys(groupAt(file.value, [...base, "pipelines"])).flatMap((pipeline) => {
    const at = [...base, "pipelines", pipeline];
    const stages = Object.keys(groupAt(file.value, [...at, "stages"]));
    return [at, ...stages.map((stage) => [...at, "stages", stage])];
  });
  return [base, ...pipelines].flatMap((at) =>
    policy.settings.flatMap((setting) => {
      const path = [...at, ...setting];
      const group = groupAt(file.value, path.slice(0, -1));
      return Object.hasOwn(group, path.at(-1)!) ? [faultAt(policy, setting, file, path)] : [];
    }),
  );
}

/** What a client says once for all checks overrides a param too. */
function wordBreaches(policy: Policy, file: YamlFile): readonly ConfigFault[] {
  const words = Object.keys(wordsFor(policy.check, wordsIn(file)));
  return policy.settings.flatMap((setting) =>
    setting[0] === "params" && words.includes(setting[1]!) ? [faultAt(policy, setting, file, [setting[1]!])] : [],
  );
}

function faultAt({ check, file: policy, at }: Policy, setting: Place, file: YamlFile, path: Path): ConfigFault {
  const { line, column } = policy.faultAtKey([...at, ...setting], "");
  return file.faultAtKey(
    path,
    `${policy.name}:${line}:${column} enforces ${setting.join(".")} of ${check.id}. Remove this line, or take “enforced” away there.`,
  );
}
