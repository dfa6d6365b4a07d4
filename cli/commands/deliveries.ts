import type { DeliveryList } from "../../operations/list-deliveries.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const deliveriesCommand: CliCommand = {
  name: "deliveries",
  summary: "Lists the messages that have not gone out, and why; tries or dismisses one",
  details:
    "A message waits, is held because its channel takes none until a person acts, may have arrived (then it is looked for before it is sent again), or failed. It ends with 1 when a channel is barred or a failed message still matters. --retry tries a message and its channel at once; --dismiss says that it need not be sent, with --by and --reason.",
  options: [
    { flags: "--client <id>", meaning: "only this client" },
    { flags: "--all", meaning: "failed ones too that matter to no one any more" },
    { flags: "--retry <key>", meaning: "try this message now" },
    { flags: "--dismiss <key>", meaning: "this message need not be sent" },
    { flags: "--by <name>", meaning: "who decides that" },
    { flags: "--reason <words>", meaning: "why it need not be sent" },
  ],
  json: '{ schemaVersion: 1, asOf, barred: [{ channel, address | null, clientIds: [id], since, reason, remedy, held }], deliveries: [{ key, clientId, receiver, channel, address, about, state: "waiting" | "held" | "uncertain" | "failed", since, attempts, reason, nextTryAt, divertedAt, matters }] }; { ok: true } for --retry and --dismiss',
  exits: [exitCodes.found, exitCodes.usage],

  async run(context, options) {
    const [retry, dismiss] = [textOf(options, "retry"), textOf(options, "dismiss")];
    if (retry !== undefined && dismiss !== undefined) {
      context.say("A message is either tried again or dismissed. Give --retry or --dismiss.");
      return exitCodes.usage;
    }
    const by = textOf(options, "by");
    if (retry !== undefined) {
      await callOperation(context, "retryDelivery", { key: retry, ...given({ by }) });
      context.print(
        context.isJson ? JSON.stringify({ ok: true }) : "It is being tried now. See `revwatch deliveries`.",
      );
      return exitCodes.ok;
    }
    if (dismiss !== undefined) {
      const reason = textOf(options, "reason");
      if (by === undefined || reason === undefined) {
        context.say("Say who dismisses it and why: --by NAME --reason WORDS.");
        return exitCodes.usage;
      }
      await callOperation(context, "dismissDelivery", { key: dismiss, by, reason });
      context.print(context.isJson ? JSON.stringify({ ok: true }) : "It will not be sent.");
      return exitCodes.ok;
    }
    const list = await callOperation<DeliveryList>(
      context,
      "listDeliveries",
      given({ clientId: textOf(options, "client") }),
    );
    const shown = { ...list, deliveries: list.deliveries.filter(({ matters }) => matters || options["all"] === true) };
    if (context.isJson) context.print(JSON.stringify(shown, null, 2));
    else context.print((await import("../print/deliveries.ts")).sayDeliveries(shown));
    const isWell =
      list.barred.length === 0 && list.deliveries.every(({ state, matters }) => state !== "failed" || !matters);
    return isWell ? exitCodes.ok : exitCodes.found;
  },
};
