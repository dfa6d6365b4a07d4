import { cut } from "./cut.ts";
import { channelIds } from "../domain/alerting/channels.ts";
import { heardWith, topics } from "../domain/alerting/topic.ts";
import { alertingReferences } from "./find-alerting-faults.ts";
import type { ConfigFault } from "./config-faults.ts";
import { didYouMean } from "./nearest.ts";
import { groupAt, listAt, textAt } from "./raw.ts";
import { fleetFileName, type ConfigFiles } from "./read-files.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

/** Receivers that nothing can reach, names that nobody has, and topics that nobody hears of. */
export function findReceiverFaults({ fleet, clients }: ConfigFiles): readonly ConfigFault[] {
  const files = [...(fleet === null ? [] : [fleet]), ...clients.map(({ file }) => file)];
  return [
    ...(fleet === null ? [] : files.flatMap((file) => findMissingChannels(file, fleet))),
    ...(fleet === null ? [] : findUnknownOperators(fleet)),
    ...(fleet !== null && clients.length === 0 ? findUnknown(fleet, fleet, receiversOf(fleet)) : []),
    ...clients.flatMap(({ file }) => findClientFaults(file, fleet)),
  ];
}

/** A receiver on a channel that is not set up. */
function findMissingChannels(file: YamlFile, fleet: YamlFile): readonly ConfigFault[] {
  const channels = channelIds.filter((channel) => !Object.hasOwn(groupAt(fleet.value, []), channel));
  const absent = receiversOf(file).flatMap((id) => findMissingTargets(file, fleet, id));
  const unset = receiversOf(file).flatMap((id) =>
    channels
      .filter((channel) => textAt(file.value, ["receivers", id, channel]) !== null)
      .map((channel) =>
        file.faultAtKey(
          ["receivers", id, channel],
          `${fleetFileName} has no ${channel}: section, so nothing can be sent there. Add the section, or remove this line.`,
        ),
      ),
  );
  return [...unset, ...absent];
}

/** A place that is named in its channel's section and is not there. */
function findMissingTargets(file: YamlFile, fleet: YamlFile, id: string): readonly ConfigFault[] {
  return channelIds.flatMap((channel) => {
    const name = textAt(file.value, ["receivers", id, channel]);
    if (name === null || !Object.hasOwn(groupAt(fleet.value, [channel]), "targets")) return [];
    const known = Object.keys(groupAt(fleet.value, [channel, "targets"]));
    if (known.includes(name)) return [];
    const way = didYouMean(name, known) || ` Known: ${listOf(known)}.`;
    return [
      file.fault(
        ["receivers", id, channel],
        `${fleetFileName} has no ${channel} target "${cut(name)}".${way} Add it under ${channel}.targets:.`,
      ),
    ];
  });
}

/** The watch speaks of all clients, so only the fleet's own receivers can hear it. */
function findUnknownOperators(fleet: YamlFile): readonly ConfigFault[] {
  const known = receiversOf(fleet);
  return listAt(fleet.value, ["watch", "notify"]).flatMap((_, index) => {
    const name = textAt(fleet.value, ["watch", "notify", index]);
    if (name === null || known.includes(name)) return [];
    const way =
      didYouMean(name, known) || ` Known: ${known.join(", ") || "none"}. Add it under receivers: of ${fleetFileName}.`;
    return [fleet.fault(["watch", "notify", index], `There is no receiver "${name}" in ${fleetFileName}.${way}`)];
  });
}

function findClientFaults(file: YamlFile, fleet: YamlFile | null): readonly ConfigFault[] {
  const known = [...new Set([...receiversOf(file), ...receiversOf(fleet)])];
  // A fleet that cannot be read may have named them.
  const unknown = fleet === null ? [] : [...findUnknown(file, file, known), ...findUnknown(fleet, file, known)];
  return [...unknown, ...(fleet === null ? [] : findUnheard(file, fleet)), ...findUnmailed(file, fleet)];
}

/** Names in `where` that are no receiver. What the fleet names is a fault of the client that lacks it. */
function findUnknown(where: YamlFile, client: YamlFile, known: readonly string[]): readonly ConfigFault[] {
  const names = new Set(known);
  const unknown = referencesOf(where, client).filter(({ name }) => !names.has(name));
  return unknown.slice(0, mostFaults).map(({ path, name }) => {
    const meant = didYouMean(name, known);
    const way = meant === "" ? ` Known: ${listOf(known)}. Add it under receivers:.` : meant;
    const place = where === client ? "" : ` (${fleetFileName} names it for all clients.)`;
    const message = `There is no receiver "${cut(name)}".${way}${place}`;
    return where === client ? where.fault(path, message) : client.fault(["receivers"], message);
  });
}

function referencesOf(where: YamlFile, client: YamlFile): readonly { readonly path: Path; readonly name: string }[] {
  const { value } = where;
  // The client's own ladder replaces the fleet's, and its own lines replace the fleet's.
  const isReplaced = (path: Path) =>
    where !== client &&
    (path[0] === "routes"
      ? Object.hasOwn(groupAt(client.value, ["routes"]), path[1]!)
      : path[0] !== "absences" && Object.hasOwn(groupAt(client.value, []), path[0]!));
  const paths: (string | number)[][] = [
    ...Object.keys(groupAt(value, ["routes"])).map((topic) => ["routes", topic]),
    ...listAt(value, ["escalation"]).flatMap((_, step) =>
      listAt(value, ["escalation", step, "notify"]).map((_name, index) => ["escalation", step, "notify", index]),
    ),
    ...alertingReferences(value),
    ...listAt(value, ["report", "recipients"]).map((_, index) => ["report", "recipients", index]),
  ];
  return paths.flatMap((path) => {
    const name = textAt(value, path);
    return name === null || isReplaced(path) ? [] : [{ path, name }];
  });
}

function findUnheard(file: YamlFile, fleet: YamlFile): readonly ConfigFault[] {
  const routed = new Set([
    ...Object.keys(groupAt(file.value, ["routes"])),
    ...Object.keys(groupAt(fleet.value, ["routes"])),
  ]);
  const unheard = topics.filter((topic) => !routed.has(topic) && !(heardWith[topic] && routed.has(heardWith[topic])));
  // A misspelled topic is a fault of its own, and naming it twice helps nobody.
  const isMisspelled = [...routed].some((name) => name !== "default" && !topics.some((topic) => topic === name));
  if (unheard.length === 0 || isMisspelled || routed.has("default")) return [];
  return [
    file.faultAtKey(
      ["routes"],
      `No one would hear of ${unheard.join(", ")}. Add a line for each, or one default: with a receiver for the rest.`,
    ),
  ];
}

/** The weekly report goes by e-mail. */
function findUnmailed(file: YamlFile, fleet: YamlFile | null): readonly ConfigFault[] {
  return listAt(file.value, ["report", "recipients"]).flatMap((name, index) => {
    const owner = [file, fleet].find((one) => one !== null && receiversOf(one).includes(String(name)));
    if (!owner || textAt(owner.value, ["receivers", String(name), "email"]) !== null) return [];
    return [
      file.fault(
        ["report", "recipients", index],
        `The report goes by e-mail, and "${cut(String(name))}" has no e-mail address. Add email: to this receiver.`,
      ),
    ];
  });
}

/** More of one kind than anybody reads. */
const mostFaults = 50;

function listOf(known: readonly string[]): string {
  const shown = known.slice(0, 20).map(cut).join(", ") || "none";
  return known.length > 20 ? `${shown} and ${known.length - 20} more` : shown;
}

function receiversOf(file: YamlFile | null): readonly string[] {
  return Object.keys(groupAt(file?.value, ["receivers"]));
}
