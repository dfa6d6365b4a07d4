import { z } from "zod";
import { formActivityWords, type FormActivity } from "../../../domain/inventory/form-activity.ts";
import type { Form } from "../../../domain/inventory/form.ts";
import type { Gateway } from "../gateway.ts";
import { get, one } from "../probe.ts";
import { parseAnswer } from "../schema.ts";
import { formsPath, submissionsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { form } from "./form.ts";

/** Milliseconds since 1970, up to the year 9000: beyond it a day more has no instant. */
const SubmittedAt = z
  .int()
  .min(0)
  .max(Date.UTC(9000, 0, 1));
const Submissions = z.object({ results: z.array(z.object({ submittedAt: SubmittedAt })) });

/**
 * When each form was last sent: one request a form, two of one that was never sent, so a check that asks for it should
 * be daily. HubSpot's legacy path lists submissions newest first, ends in September 2027 and has no successor.
 */
export const formActivity: InventoryKind<"form-activity"> = {
  words: formActivityWords,
  scopes: ["forms"],
  probes: [get("forms", formsPath, one)],
  async read(gateway) {
    const activities: FormActivity[] = [];
    for (const known of await form.read(gateway)) activities.push(await activityOf(gateway, known));
    return activities;
  },
  async readOne(gateway, id) {
    const known = (await form.readOne?.(gateway, id)) ?? null;
    return known === null ? null : activityOf(gateway, known);
  },
};

/** That nobody has ever sent a form is believed when HubSpot says it twice: an answer may lose what it lists. */
async function activityOf(gateway: Gateway, { id, name }: Form): Promise<FormActivity> {
  const last = (await lastSubmission(gateway, id)) ?? (await lastSubmission(gateway, id));
  return { type: "form-activity", id, name, lastSubmittedAt: last };
}

async function lastSubmission(gateway: Gateway, id: string): Promise<Date | null> {
  const answer = await gateway.request("GET", submissionsPath(id), one);
  const { results } = parseAnswer(Submissions, "GET the last submission of a form", answer);
  const last = results.at(0);
  return last === undefined ? null : new Date(last.submittedAt);
}
