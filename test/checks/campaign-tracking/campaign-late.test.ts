import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { campaignLate as check } from "../../../checks/campaign-tracking/campaign-late.ts";
import { campaignUntracked } from "../../../checks/campaign-tracking/campaign-untracked.ts";
import type { Campaign } from "../../../domain/inventory/campaign.ts";
import type { CampaignResult } from "../../../domain/inventory/campaign-result.ts";
import type { MarketingEmail } from "../../../domain/inventory/marketing-email.ts";
import { clientIn, verdictBeside, verdictOnItem } from "../around.ts";
import { asOf, campaign, daysAgo } from "../samples.ts";
import { expectToHold, maybe, midnights } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const nothing: CampaignResult = {
  type: "campaign-result",
  id: campaign.id,
  name: campaign.name,
  sessions: 0,
  emailIds: [],
  otherAssets: 0,
};
const email = (id: string, isPublished: boolean) =>
  ({ type: "marketing-email", id, name: id, isPublished }) as unknown as MarketingEmail;
const emails = [email("1", false), email("2", false), email("3", true)];

interface Around {
  readonly result?: Partial<CampaignResult> | null;
  readonly areEmailsRead?: boolean;
}

function verdictOf(own: Partial<Campaign>, { result = {}, areEmailsRead = true }: Around = {}, params = {}, at = {}) {
  const results =
    result === null
      ? []
      : [
          { ...nothing, id: "c-0", sessions: 9 },
          { ...nothing, ...result },
        ];
  const inventory = { "campaign-result": results, "marketing-email": areEmailsRead ? emails : [] };
  const unread = areEmailsRead ? [] : (["marketing-email"] as const);
  return verdictBeside(check, { ...campaign, ...own }, { inventory, unread }, params, at);
}
const statusOf = (...asked: Parameters<typeof verdictOf>) => verdictOf(...asked).status;

test.each([
  ["nothing at all", {}, {}, "fail"],
  ["a visit", { sessions: 1, emailIds: null, otherAssets: null }, {}, "pass"],
  ["a visit and nothing else", { sessions: 1 }, {}, "pass"],
  ["a page or a form", { otherAssets: 1 }, {}, "pass"],
  ["drafts of e-mails", { emailIds: ["1", "2"] }, {}, "fail"],
  ["an e-mail that nobody lists any more", { emailIds: ["9"] }, {}, "fail"],
  ["a published e-mail among drafts", { emailIds: ["1", "3"] }, {}, "pass"],
] as const)("of a campaign that started there is %s", (_, result, __, status) => {
  expect(statusOf({}, { result })).toBe(status);
});

test.each([
  ["its results were not read", {}, { result: null }, "unknown"],
  ["its results were not asked for", {}, { result: { sessions: null, emailIds: null, otherAssets: null } }, "unknown"],
  ["it has e-mails, and those were not read", {}, { result: { emailIds: ["1"] }, areEmailsRead: false }, "unknown"],
  ["it has none, and those were not read", {}, { areEmailsRead: false }, "fail"],
] as const)("%s", (_, own, around, status) => expect(statusOf(own, around)).toBe(status));

test.each([
  ["that starts today", { startAt: day("2026-11-25") }, {}, "not-applicable"],
  ["that started yesterday", { startAt: day("2026-11-24") }, {}, "fail"],
  ["that starts today, where that is late", { startAt: day("2026-11-25") }, { graceDays: 0 }, "fail"],
  ["of yesterday, where two days are given", { startAt: day("2026-11-24") }, { graceDays: 2 }, "not-applicable"],
  ["that starts tomorrow", { startAt: day("2026-11-26") }, {}, "not-applicable"],
  ["without a start", { startAt: null }, {}, "not-applicable"],
  ["on its last day", { endAt: day("2026-11-25") }, {}, "fail"],
  ["a day after its end", { endAt: day("2026-11-24") }, {}, "not-applicable"],
] as const)("a campaign %s", (_, own, params, status) => expect(statusOf(own, {}, params)).toBe(status));

test.each([
  ["2026-11-26T07:59:59Z", "America/Los_Angeles", "not-applicable"],
  ["2026-11-26T08:00:00Z", "America/Los_Angeles", "fail"],
  ["2026-11-25T14:59:59Z", "Asia/Tokyo", "not-applicable"],
  ["2026-11-25T15:00:00Z", "Asia/Tokyo", "fail"],
])("at %s in %s a campaign of 25 November is %s", (instant, timeZone, status) => {
  const at = { asOf: new Date(instant), businessTime: clientIn(timeZone) };
  expect(statusOf({ startAt: day("2026-11-25") }, {}, {}, at)).toBe(status);
});

test.each([
  ["2026-11-25T22:59:59Z", "fail"],
  ["2026-11-25T23:00:00Z", "not-applicable"],
])("at %s in Berlin a campaign that ends on 25 November is %s", (instant, status) => {
  expect(statusOf({ endAt: day("2026-11-25") }, {}, {}, { asOf: new Date(instant) })).toBe(status);
});

describe("a campaign whose tracking is not in place", () => {
  test.each([
    [{ utm: null }, {}, "not-applicable"],
    [{ ownerId: null }, {}, "not-applicable"],
    [{ ownerId: null }, { required: ["utm"] }, "fail"],
  ] as const)("%o under %o is told by campaign-untracked alone", (own, params, status) => {
    expect(statusOf(own, {}, params)).toBe(status);
    const other = verdictOnItem(campaignUntracked, { ...campaign, ...own }, [], params).status;
    expect([status, other].filter((one) => one === "fail")).toHaveLength(1);
  });
});

test("it is late since the day after its start", () => {
  const { holdsUntil: _, ...verdict } = verdictOf(
    { startAt: day("2026-11-20"), endAt: day("2026-12-04") },
    { result: { emailIds: ["1"] } },
  );
  expect(verdict).toEqual({
    status: "fail",
    evidence: { startsOn: "2026-11-20", endsOn: "2026-12-04", draftEmails: 1 },
    since: new Date("2026-11-20T23:00:00Z"),
  });
});

test("while nothing changes but the time, what it says holds until the instant that it names", () => {
  const some = fc.record({
    startAt: maybe(midnights),
    endAt: maybe(midnights),
    utm: fc.constantFrom(null, "a", "a", "a"),
    sessions: fc.constantFrom(null, 0, 0, 1),
  });
  expectToHold(
    check,
    some,
    ({ sessions, ...own }) =>
      (at) =>
        verdictOf(own, { result: { sessions } }, {}, at),
  );
});

describeSentences([
  {
    check,
    name: "Autumn launch",
    judge: (at) => verdictOf({ startAt: daysAgo(2) }, {}, {}, { asOf: at }),
    brief: "not live, no assets",
    now: "The campaign Autumn launch has been due since 2026-11-23 and has no visits and no assets.",
    lasting: "The campaign Autumn launch has been due since 2026-11-23 and has no visits and no assets.",
    over: "The campaign Autumn launch had been due since 2026-11-23 and had no visits and no assets.",
  },
  {
    check,
    name: "Autumn launch",
    judge: () => verdictOf({}, { result: { emailIds: ["1", "2"] } }, {}, { asOf }),
    brief: "not live, 2 drafts",
    now: "The campaign Autumn launch has been due since 2026-11-23 and has no visits and only 2 unpublished e-mails.",
    lasting:
      "The campaign Autumn launch has been due since 2026-11-23 and has no visits and only 2 unpublished e-mails.",
    over: "The campaign Autumn launch had been due since 2026-11-23 and had no visits and only 2 unpublished e-mails.",
  },
]);
