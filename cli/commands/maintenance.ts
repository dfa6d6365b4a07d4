import type { WindowList } from "../../operations/alerting/list-maintenance.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const maintenanceCommand: CliCommand = {
  name: "maintenance",
  summary: "Lists the maintenance windows that are open or come within a week",
  details:
    "Windows are set under maintenance: in the config. While one is open, nothing in its scope is sent; at its end each receiver hears what is new to them. For an unplanned one there is `silence add --everything`.",
  options: [
    { flags: "--client <id>", meaning: "only this client" },
    { flags: "--now", meaning: "only those that are open" },
  ],
  json: "{ schemaVersion: 1, asOf, windows: [{ clientId, name, matches, isOpen, from, until, timeZone }] }",

  async run(context, options) {
    const input = { ...given({ clientId: textOf(options, "client") }), isOpen: options["now"] === true };
    const list = await callOperation<WindowList>(context, "listMaintenance", input, { readsOnly: true });
    context.print(
      context.isJson ? JSON.stringify(list, null, 2) : (await import("../print/choices.ts")).sayWindows(list),
    );
    return exitCodes.ok;
  },
};
