import type { HandList } from "../../operations/list-hands.ts";
import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const handsCommand: CliCommand = {
  name: "hands",
  arguments: [["<client>", "the client's id"]],
  summary: "Says which forms and sources ask to be contacted, and proposes lines for the client's file",
  details:
    "A form asks for contact, does not, or is unclassified; unclassified forms are watched. The proposal lists the portal's own forms as the last audit found them; add a line for each under hands.forms in the client's file.",
  options: [],
  json: "{ schemaVersion: 1, clientId, asOf, knownSince | null, unmatched, sources: [{ source, how, class, classBy, raised }], proposed: [{ form, asks | null }] }",

  async run(context, _options, [clientId]) {
    const list = await callOperation<HandList>(context, "listHands", { clientId }, { readsOnly: true, clientId });
    context.print(context.isJson ? JSON.stringify(list, null, 2) : (await import("../print/hands.ts")).sayHands(list));
    return exitCodes.ok;
  },
};
