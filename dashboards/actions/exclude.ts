import type { Context } from "hono";
import { oneLine } from "../../reports/plain-words.ts";
import type { ExclusionKind } from "../../domain/findings/exclusion.ts";
import type { ExclusionOutcome } from "../options.ts";
import type { ClientContext } from "../page-context.ts";
import { plainPage } from "../pages/plain.ts";
import { findingPath } from "../parts/link.ts";
import { readFinding } from "../../storage/reads/findings.ts";
import { rememberName } from "./acknowledge.ts";

/** A person says that a finding is wrong or that its subject is no lead, or takes that back. */
export async function excludeOnPage(
  context: Context,
  { client, db, options }: ClientContext,
  findingId: string,
  act: "exclude" | "take-back",
): Promise<Response> {
  const { clientId } = client;
  if ((await readFinding(db, clientId, findingId)) === null) return context.notFound();
  const back = findingPath(clientId, findingId);
  const form: Readonly<Record<string, unknown>> = await context.req.parseBody().catch(() => ({}));
  const text = (name: string, max: number) => (typeof form[name] === "string" ? oneLine(form[name], max) : "");
  const by = text("by", 80);
  const refuse = (status: 400 | 409, why: string) => {
    context.status(status);
    const title = act === "exclude" ? "It was not closed" : "It was not taken back";
    return context.render(plainPage(title, why, { href: back, words: "Back to the finding" }), { title });
  };
  if (by === "") return refuse(400, "Enter your name, so that the others know who says so.");

  const target = { clientId, findingId, by };
  let outcome: ExclusionOutcome;
  if (act === "take-back") outcome = await options.operations.takeBackExclusion(target);
  else {
    const reason = text("reason", 300);
    if (reason === "") return refuse(400, "Write why it is wrong, so that the check can be made better.");
    const kind: ExclusionKind = form["kind"] === "not-a-lead" ? "not-a-lead" : "wrong";
    outcome = await options.operations.excludeFinding({ ...target, kind, reason });
  }
  if (!outcome.ok) return refuse(409, outcome.reason);
  rememberName(context, by);
  return context.redirect(back, 303);
}
