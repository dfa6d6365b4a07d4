import type { PortalDocument } from "../model/document.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { offsetPage } from "./offset-page.ts";
import { resourceNotFound } from "./refusal.ts";

export function listMarketingEmails(call: Call): Answer {
  const published = call.query.get("isPublished");
  const emails = call.portal
    .documents("marketing-email", call.at)
    .map((email) => renderEmail(call, email))
    .filter((email) => published === null || email.isPublished === (published === "true"));
  return ok({ total: emails.length, ...offsetPage(call, emails, { standard: 10, max: 100 }, "/marketing/v3/emails") });
}

export function readMarketingEmail(call: Call): Answer {
  const email = call.portal.document("marketing-email", call.params["id"] ?? "", call.at);
  if (!email) throw resourceNotFound();
  return ok(renderEmail(call, email));
}

function renderEmail({ at, query }: Call, email: PortalDocument) {
  const { stats, ...content } = email.contentAt(at) ?? {};
  const isPublished = content["isPublished"] !== false;
  const updatedAt = new Date(email.updatedAt(at)).toISOString();
  return {
    type: "BATCH_EMAIL",
    state: isPublished ? "PUBLISHED" : "DRAFT",
    subject: "",
    language: "en",
    isAb: false,
    archived: false,
    from: {},
    to: {},
    content: {},
    webversion: {},
    subscriptionDetails: {},
    testing: { isAbVariation: false },
    ...content,
    id: email.id,
    name: String(content["name"]),
    isPublished,
    createdAt: new Date(email.createdAt).toISOString(),
    updatedAt,
    ...(isPublished && { publishDate: updatedAt, publishedAt: updatedAt }),
    ...(query.get("includeStats") === "true" && {
      stats: stats ?? { counters: {}, deviceBreakdown: {}, qualifierStats: {}, ratios: {} },
    }),
  };
}
