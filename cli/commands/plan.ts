import type { SchedulePlan } from "../../operations/plan-schedules.ts";
import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const planCommand: CliCommand = {
  name: "plan",
  summary: "Shows what apply would do to the schedules, and why, and what new checks cost to read",
  options: [{ flags: "--prune", meaning: "plan to delete what the config no longer asks for, instead of pausing it" }],
  json: "{ schemaVersion: 1, isUpToDate, toOnboard: [clientId], onboarding: [clientId], newNeeds: [{ clientId, what, checkIds, requests, minutes }], unknownTeams: [{ clientId, what }], changes: [{ scheduleId, clientId, change, description, reasons: [text], pausedBecause }] }",

  async run(context, options) {
    const plan = await callOperation<SchedulePlan>(context, "planSchedules", { prune: options["prune"] === true });
    if (context.isJson) context.print(JSON.stringify(plan, null, 2));
    else context.print((await import("../print/plan.ts")).sayPlan(plan));
    return exitCodes.ok;
  },
};
