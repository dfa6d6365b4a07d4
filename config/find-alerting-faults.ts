import { cut } from "./cut.ts";
import { ownerReceiver } from "../domain/alerting/route.ts";
import type { ConfigFault } from "./config-faults.ts";
import { groupAt, listAt, textAt } from "./raw.ts";
import type { ConfigFiles } from "./read-files.ts";
import type { YamlFile } from "./yaml-file.ts";

type WrittenPath = (string | number)[];

/** Rules that nothing reaches, backups that are away themselves, and owners that two receivers claim. */
export function findAlertingFaults({ fleet, clients }: ConfigFiles): readonly ConfigFault[] {
  const files = [...(fleet === null ? [] : [fleet]), ...clients.map(({ file }) => file)];
  return files.flatMap((file) => [
    ...findReservedNames(file),
    ...findUnreachedRules(file),
    ...findRings(file),
    ...findClaimedTwice(file),
  ]);
}

/** Where rules and absences name receivers. `owner` is nobody by name. */
export function alertingReferences(value: unknown): readonly WrittenPath[] {
  const rules = listAt(value, ["routeRules"]).flatMap((_, rule): readonly WrittenPath[] => {
    const path = ["routeRules", rule, "notify"];
    const list = listAt(value, path);
    return list.length === 0 ? [path] : list.map((_name, index) => [...path, index]);
  });
  const absences = listAt(value, ["absences"]).flatMap((_, index): readonly WrittenPath[] => [
    ["absences", index, "receiver"],
    ["absences", index, "backup"],
  ]);
  return [...rules.filter((path) => textAt(value, path) !== ownerReceiver), ...absences];
}

function findReservedNames(file: YamlFile): readonly ConfigFault[] {
  if (!Object.hasOwn(groupAt(file.value, ["receivers"]), ownerReceiver)) return [];
  const message = `"${ownerReceiver}" means whoever owns a finding in HubSpot, so no receiver can have this name. Choose another.`;
  return [file.faultAtKey(["receivers", ownerReceiver], message)];
}

/** What stands behind a rule that fits everything never decides anything. */
function findUnreachedRules(file: YamlFile): readonly ConfigFault[] {
  const rules = listAt(file.value, ["routeRules"]);
  const fitsAll = rules.findIndex((_, index) => {
    const names = Object.keys(groupAt(file.value, ["routeRules", index]));
    return names.length === 1 && names[0] === "notify";
  });
  if (fitsAll === -1 || fitsAll === rules.length - 1) return [];
  const message = `No finding comes here: the rule before it has notify: alone, so it fits everything. Move that one to the end.`;
  return [file.fault(["routeRules", fitsAll + 1], message)];
}

/** Two who stand in for each other on the same day: then nobody would be there. */
function findRings(file: YamlFile): readonly ConfigFault[] {
  const absences = listAt(file.value, ["absences"]).map((_, index) => {
    const at = (name: string) => textAt(file.value, ["absences", index, name]) ?? "";
    return { index, receiver: at("receiver"), backup: at("backup"), from: at("from"), until: at("until") };
  });
  return absences.flatMap((one) => {
    const other = absences.find(
      (later) =>
        later.index > one.index &&
        later.receiver === one.backup &&
        later.backup === one.receiver &&
        later.from <= one.until &&
        one.from <= later.until,
    );
    if (other === undefined) return [];
    const message = `${cut(one.backup)} is away then too and hands back to ${cut(one.receiver)}. Name someone who is there.`;
    return [file.fault(["absences", other.index, "backup"], message)];
  });
}

function findClaimedTwice(file: YamlFile): readonly ConfigFault[] {
  const firstOf = new Map<string, string>();
  return Object.keys(groupAt(file.value, ["receivers"])).flatMap((id) => {
    const path = ["receivers", id, "hubspotOwner"];
    const owner = textAt(file.value, path)?.toLowerCase() ?? null;
    if (owner === null) return [];
    const first = firstOf.get(owner);
    if (first === undefined) {
      firstOf.set(owner, id);
      return [];
    }
    return [
      file.fault(path, `${cut(first)} is this owner already, and only one of the two would be told. Remove one.`),
    ];
  });
}
