import type { AppliedSchedules } from "../../operations/apply-schedules.ts";
import type { SchedulePlan } from "../../operations/plan-schedules.ts";
import type { CliCommand } from "../command.ts";
import { isConfirmed } from "../confirm.ts";
import { exitCodes } from "../exit-codes.ts";
import { withReach } from "../reach.ts";

export const applyCommand: CliCommand = {
  name: "apply",
  summary: "Brings Temporal's schedules in line with the config, and takes new clients on",
  details:
    "Shows the plan and asks. Without a terminal it needs --yes; without that it changes nothing, prints the plan and ends with 2. A pause that an operator set is never lifted. A client that left the config is paused first, and deleted only with --prune.",
  options: [
    { flags: "-y, --yes", meaning: "do it without asking" },
    { flags: "--prune", meaning: "delete the schedules that the config no longer asks for" },
    { flags: "--no-onboard", meaning: "do not start the first audit of new clients" },
  ],
  json: "{ schemaVersion: 1, changes: [{ …as in plan, failed }], toOnboard: [clientId], newNeeds: [{ …as in plan }], unknownTeams: [{ …as in plan }], onboarding: [{ clientId, workflowId, failed }] }; without confirmation: { schemaVersion: 1, needsConfirmation: true, plan }",
  exits: [exitCodes.found, exitCodes.needsConfirmation],

  async run(context, options) {
    const prune = options["prune"] === true;
    const { sayApplied, sayPlan } = await import("../print/plan.ts");
    return withReach(context, {}, async (reach) => {
      const plan = await reach.call<SchedulePlan>("planSchedules", { prune });
      const isAsked = !plan.isUpToDate && options["yes"] !== true;
      if (isAsked && !context.isJson) context.say(sayPlan(plan));
      if (isAsked && !(await isConfirmed(context, "Apply? [y/N] "))) {
        if (context.isJson) context.print(JSON.stringify({ schemaVersion: 1, needsConfirmation: true, plan }, null, 2));
        else context.say("Nothing was changed. Run it with --yes to go on.");
        return exitCodes.needsConfirmation;
      }
      const applied = await reach.call<AppliedSchedules>("applySchedules", {
        prune,
        onboard: options["onboard"] !== false,
      });
      if (context.isJson) context.print(JSON.stringify(applied, null, 2));
      else context.print(sayApplied(applied));
      return [...applied.changes, ...applied.onboarding].some(({ failed }) => failed !== null)
        ? exitCodes.found
        : exitCodes.ok;
    });
  },
};
