import { z } from "zod";
import type { Form } from "../../domain/inventory/form.ts";
import type { Workflow } from "../../domain/inventory/workflow.ts";
import { defineInventoryCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";
import { forEver, holding, leavesWindow } from "../holds-until.ts";
import { startOfWindow } from "../window.ts";

export const formWithoutFollowUp = defineInventoryCheck({
  id: "form-without-follow-up",
  area: "capture",
  topic: "automation",
  title: "Every form in use has a follow-up",
  failureTitle: "Forms without a follow-up",
  why: "People who fill in this form get a thank-you page and no answer: no colleague is told, and no workflow takes the request on.",
  executive: "People fill in a form on your website and no one hears of it.",
  decision: "Decide who answers what comes in by this form.",
  severity: "critical",
  cadence: "daily",
  judges: "form",
  needs: {
    fields: ["formType", "notifiedUserIds", "notifiesOwner"],
    inventory: { "form-activity": ["lastSubmittedAt"] },
    ifRead: { workflow: ["isEnabled", "references", "enrollsByAnyForm"], list: ["filters"] },
  },
  params: z.strictObject({
    windowDays: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe("Calendar days back from now in which the form was sent, so that it counts as in use"),
    followedUpElsewhere: z
      .array(z.string())
      .default([])
      .describe("Forms, by name or id, whose submissions are followed up in another way"),
  }),
  hides: { checks: ["lead-unassigned", "form-leads-unassigned"], of: "form", tellsInstead: true },
  failShare: 0.2,
  runbook: [
    "1. Open the form in HubSpot, under Options: name who gets an e-mail for each submission, or switch on the note to the contact's owner.",
    "2. Or build a workflow that enrolls by this form and gives the contact an owner.",
    "3. Look through the submissions of the last weeks: they may still wait for an answer.",
  ].join("\n"),
  whenNotToUse: "Where another system takes up all submissions, such as by the API.",
  falsePositives: [
    "A form whose contacts a workflow takes up by something else than the form, such as by their lifecycle stage or by being new. Name it in `followedUpElsewhere`.",
    "A newsletter sign-up, which asks for no answer. Name it in `followedUpElsewhere`.",
    "A form whose submissions a colleague reads in HubSpot, or that an integration fetches.",
  ],
  sources: [
    "HubSpot, forms API: who is told of a submission; form integrations API v1: the last submission",
    "HubSpot, automation API v4 and lists API: which workflows enroll by the form, by any form, or by a list of those who sent it",
  ],

  evaluate(form, context) {
    const { params, asOf, inventory, ifRead } = context;
    // Their own page sends what there is to send, and HubSpot knows nothing of it.
    if (form.formType === "captured") return forEver(notApplicable("the form was found on a page of another system"));
    if (isNamedIn(params.followedUpElsewhere, form)) return forEver(notApplicable("it is followed up elsewhere"));
    if (form.notifiesOwner || form.notifiedUserIds.length > 0) return forEver(pass());
    const activity = inventory["form-activity"].find(({ id }) => id === form.id);
    if (activity === undefined) return forEver(unknown("its submissions were not read"));
    const { lastSubmittedAt } = activity;
    if (lastSubmittedAt === null || lastSubmittedAt < startOfWindow(context, params.windowDays))
      return forEver(notApplicable(`it was not sent for ${params.windowDays} days`));
    const viewEnds = leavesWindow({ asOf, businessTime: context.businessTime }, lastSubmittedAt, params.windowDays);
    const isFollowed = followedUp(form.id, ifRead.workflow, ifRead.list);
    if (isFollowed === null)
      return holding(
        unknown("workflows or lists could not be read, and one of them may take it up"),
        context,
        viewEnds,
      );
    const failure = fail({ form: form.name, windowDays: params.windowDays });
    return holding(isFollowed ? pass() : failure, context, viewEnds);
  },

  brief: () => "no one is told",

  say({ evidence, isOver }) {
    const [form, days] = [textIn(evidence, "form"), numberIn(evidence, "windowDays")];
    return isOver
      ? `The form ${form} was sent within ${days} days, told no one, and no workflow took it up.`
      : `The form ${form} was sent within ${days} days, tells no one, and no workflow takes it up.`;
  },
});

function isNamedIn(names: readonly string[], { id, name }: Pick<Form, "id" | "name">): boolean {
  return names.some((one) => one === id || one.trim().toLowerCase() === name.trim().toLowerCase());
}

type List = { readonly id: string; readonly filters?: readonly { readonly to: string; readonly id: string }[] };

/** Whether a workflow that is on takes up what comes in by the form, also by way of a list; null: that cannot be told. */
function followedUp(
  formId: string,
  workflows: readonly Pick<Workflow, "isEnabled" | "references" | "enrollsByAnyForm">[] | null,
  lists: readonly List[] | null,
): boolean | null {
  if (workflows === null) return null;
  const running = workflows.filter(({ isEnabled }) => isEnabled);
  const isForm = ({ to, id }: { readonly to: string; readonly id: string }) => to === "form" && id === formId;
  if (running.some(({ enrollsByAnyForm, references }) => enrollsByAnyForm === true || references.some(isForm)))
    return true;
  const usedLists = new Set(
    running.flatMap((one) => one.references.flatMap(({ to, id }) => (to === "list" ? [id] : []))),
  );
  if (usedLists.size === 0) return false;
  if (lists === null) return null;
  const used = lists.filter(({ id }) => usedLists.has(id));
  if (used.some(({ filters }) => filters?.some(isForm))) return true;
  return used.some(({ filters }) => filters === undefined) ? null : false;
}
