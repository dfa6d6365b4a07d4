import { createConfiguration, MarketingEmailsApi } from "@hubspot/api-client/lib/codegen/marketing/emails/index.js";
import { z } from "zod";
import { marketingEmailWords, type MarketingEmail } from "../../../domain/inventory/marketing-email.ts";
import { everyPage } from "../every-page.ts";
import { generated, through } from "../generated.ts";
import { get, one } from "../probe.ts";
import { Id, Instant, pageOf, parseAnswer } from "../schema.ts";
import { marketingEmailsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";

const EmailAnswer = z.object({
  id: Id,
  name: z.string().nullish(),
  type: z.string().nullish(),
  state: z.string().nullish(),
  isPublished: z.boolean().nullish(),
  publishedAt: Instant.nullish(),
  campaign: z.string().nullish(),
  archived: z.boolean().nullish(),
  stats: z.object({ counters: z.record(z.string(), z.number()).nullish() }).nullish(),
});
const EmailPage = pageOf(EmailAnswer);

const pageSize = 100;

/** All marketing e-mails that are not archived, with what became of them. */
export const marketingEmail: InventoryKind<"marketing-email"> = {
  words: marketingEmailWords,
  scopes: ["content"],
  probes: [get("marketing e-mails", marketingEmailsPath, one)],
  async read(gateway) {
    const api = new MarketingEmailsApi(createConfiguration(through(gateway)));
    /** The generated call has two dozen places; these are the three that are used. */
    const page = async (after: string | undefined) => {
      const none = undefined;
      return api.getPage(none, none, none, none, none, none, none, after, pageSize, true);
    };
    const asked = "GET marketing e-mails";
    const read = async (after: string | undefined) =>
      parseAnswer(EmailPage, asked, await generated(asked, page(after)));
    return (await everyPage(asked, read)).map(asEmail);
  },
  async readOne(gateway, id) {
    const path = `${marketingEmailsPath}/${encodeURIComponent(id)}`;
    const answer = await oneOrNothing(gateway, path, { includeStats: "true" });
    if (answer === null) return null;
    const email = parseAnswer(EmailAnswer, "GET a marketing e-mail", answer);
    return email.archived === true ? null : asEmail(email);
  },
};

function asEmail(email: z.output<typeof EmailAnswer>): MarketingEmail {
  return {
    type: "marketing-email",
    id: email.id,
    name: email.name ?? `E-mail ${email.id}`,
    emailType: email.type ?? null,
    state: email.state ?? null,
    isPublished: email.isPublished === true,
    publishedAt: email.publishedAt ?? null,
    campaignId: email.campaign ?? null,
    sent: count(email, "sent"),
    delivered: count(email, "delivered"),
    hardBounced: count(email, "hardbounced"),
    unsubscribed: count(email, "unsubscribed"),
    reportedAsSpam: count(email, "spamreport"),
  };
}

/** HubSpot leaves out what it never counted. */
function count({ stats }: z.output<typeof EmailAnswer>, name: string): number | null {
  return stats?.counters?.[name] ?? null;
}
