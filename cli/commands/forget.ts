import type { ForgetResult } from "../../operations/forget-contact.ts";
import type { CliCommand } from "../command.ts";
import { isConfirmed } from "../confirm.ts";
import { exitCodes } from "../exit-codes.ts";
import { withReach } from "../reach.ts";

export const forgetCommand: CliCommand = {
  name: "forget",
  arguments: [
    ["<client>", "whose portal the contact is in"],
    ["<contact>", "the contact's id in HubSpot, the number at the end of its page"],
  ],
  summary: "Takes one person out of everything that is kept",
  details:
    "For a contact who was deleted for good in HubSpot, or who asks for it: their record, touches and hands go, findings stay as counts without a name, kept messages and reports name them no more, and what Slack shows of them is edited. Deleted contacts go by themselves with the next run. Delete the contact in HubSpot first, or the next copy brings them back. Sent e-mails and backups are out of reach.",
  options: [{ flags: "-y, --yes", meaning: "do it without asking" }],
  json: "{ schemaVersion: 1, clientId, contactId, isForgotten, isInPortal, traces: { record, touches, hands, findings } }",
  exits: [exitCodes.needsConfirmation],

  async run(context, options, [clientId, contactId]) {
    const { sayForgotten } = await import("../print/forgotten.ts");
    const who = { clientId, contactId };
    return withReach(context, {}, async (reach) => {
      const plan = await reach.call<ForgetResult>("forgetContact", { ...who, confirmed: false });
      if (options["yes"] !== true && !context.isJson) context.say(sayForgotten(plan));
      if (options["yes"] !== true && !(await isConfirmed(context, `Forget this person for ever? [y/N] `))) {
        if (context.isJson) context.print(JSON.stringify(plan, null, 2));
        else context.say("Nothing was removed. Run it with --yes to go on.");
        return exitCodes.needsConfirmation;
      }
      const done = await reach.call<ForgetResult>("forgetContact", { ...who, confirmed: true });
      context.print(context.isJson ? JSON.stringify(done, null, 2) : sayForgotten(done));
      return exitCodes.ok;
    });
  },
};
