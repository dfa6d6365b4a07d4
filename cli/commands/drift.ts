import type { AcceptResult } from "../../operations/drift/accept-drift.ts";
import type { DriftList } from "../../operations/drift/list-drift.ts";
import { given, textOf, type CliCommand, type OptionValues } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

/** Option → the operation that it asks for, and what is printed when it was done. */
const verbs = [
  ["accept", "acceptDrift", { verdict: "accept" }, "Accepted: this is the approved version now."],
  [
    "thisClientOnly",
    "acceptDrift",
    { verdict: "this-client-only" },
    "Accepted for this client only: this is its approved version now.",
  ],
  ["investigate", "investigateDrift", {}, "Noted. It stays open until it is reverted or accepted."],
] as const;

export const driftCommand: CliCommand = {
  name: "drift",
  summary: "Lists what differs from the approved set-up of each portal; accepts a change, or says who looks into it",
  details:
    "The approved version of a workflow, form, pipeline, property or list is how the first complete audit found it. A change is listed until it is reverted or a person accepts it. It ends with 1 when something differs that no one has accepted. --accept says that the change is right, --this-client-only that it is an exception of this client; --investigate says who looks into it. Only what the checks that are switched on need is read.",
  options: [
    { flags: "--client <id>", meaning: "only this client" },
    { flags: "--accept <item>", meaning: "the change of this item is right; items are named kind/id, as listed" },
    { flags: "--this-client-only <item>", meaning: "the same, as an exception of this client" },
    { flags: "--investigate <item>", meaning: "someone looks into it: --by" },
    { flags: "--seen <version>", meaning: "the version that was looked at; refused when there is a later one" },
    { flags: "--by <name>", meaning: "who says so" },
    { flags: "--note <words>", meaning: "why, or what is being done" },
  ],
  json: "{ schemaVersion: 1, asOf, drift: [{ clientId, item, name, noun, version, changedAt, difference: [sentence], url | null, investigation: { by, since, note | null } | null }] }; { ok: true, clientId, item, version } for the verbs",
  exits: [exitCodes.found, exitCodes.usage],

  async run(context, options) {
    const asked = verbs.filter(([option]) => textOf(options, option) !== undefined);
    if (asked.length > 1) {
      context.say("Give one of --accept, --this-client-only and --investigate.");
      return exitCodes.usage;
    }
    const [verb] = asked;
    if (verb !== undefined) {
      const [option, operation, said, sentence] = verb;
      const by = textOf(options, "by");
      if (by === undefined) {
        context.say("Say who: --by NAME.");
        return exitCodes.usage;
      }
      const name = { item: textOf(options, option), ...namedBy(options) };
      const input = { ...name, ...said, by, via: "cli", ...given({ note: textOf(options, "note") }) };
      const result = await callOperation<AcceptResult>(context, operation, input);
      context.print(context.isJson ? JSON.stringify(result) : sentence);
      return exitCodes.ok;
    }
    const list = await callOperation<DriftList>(context, "listDrift", given({ clientId: textOf(options, "client") }));
    context.print(context.isJson ? JSON.stringify(list, null, 2) : (await import("../print/drift.ts")).sayDrift(list));
    return list.drift.length === 0 ? exitCodes.ok : exitCodes.found;
  },
};

function namedBy(options: OptionValues) {
  const seen = textOf(options, "seen");
  return given({ clientId: textOf(options, "client"), version: seen === undefined ? undefined : Number(seen) });
}
