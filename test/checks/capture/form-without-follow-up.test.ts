import fc from "fast-check";
import { expect, test } from "vitest";
import { formWithoutFollowUp as check } from "../../../checks/capture/form-without-follow-up.ts";
import type { Form } from "../../../domain/inventory/form.ts";
import type { RecordList } from "../../../domain/inventory/list.ts";
import type { Workflow, WorkflowReference } from "../../../domain/inventory/workflow.ts";
import { businessTime, daysAgo } from "../samples.ts";
import { verdictAmong, workflow } from "../around-inventory.ts";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const form: Form = {
  type: "form",
  id: "f-1",
  name: "Demo request",
  formType: "hubspot",
  createdAt: daysAgo(200),
  updatedAt: daysAgo(200),
  properties: ["email"],
  notifiedUserIds: [],
  notifiesOwner: false,
  lifecycleStages: [],
  asksForConsent: true,
  hasCaptcha: true,
};
const named: WorkflowReference = { use: "enrolls", to: "form", id: "f-1", values: [] };
const byList = { ...workflow, references: [{ ...named, to: "list" as const, id: "12" }] };
const listBy = (filters?: RecordList["filters"]) =>
  ({ type: "list", id: "12", name: "Sent a form", ...(filters === undefined ? {} : { filters }) }) as RecordList;

interface Case {
  readonly of?: Partial<Form>;
  /** Null: nobody ever sent it. Undefined: it was not read. */
  readonly sentAt?: Date | null | undefined;
  readonly workflows?: readonly Workflow[];
  readonly lists?: readonly RecordList[];
  readonly unread?: readonly ("workflow" | "list")[];
  readonly own?: Readonly<Record<string, unknown>>;
  readonly setting?: object;
}

function judged({ of = {}, workflows = [workflow], lists = [], unread = [], own = {}, setting = {}, ...some }: Case) {
  const sentAt = "sentAt" in some ? some.sentAt : daysAgo(3);
  const activity = { type: "form-activity" as const, id: "f-1", name: form.name, lastSubmittedAt: sentAt ?? null };
  const others = { workflow: workflows, list: lists, "form-activity": sentAt === undefined ? [] : [activity] };
  return verdictAmong(check, { ...form, ...of }, others, { unread, own, setting });
}

// The window of thirty days begins with the client's own day.
const windowBegins = businessTime.startOfDay("2026-10-26");

test.each<readonly [string, Case, string]>([
  ["that is sent, tells nobody, and no workflow takes up", {}, "fail"],
  ["that tells the owner", { of: { notifiesOwner: true } }, "pass"],
  ["that tells a user", { of: { notifiedUserIds: ["7"] } }, "pass"],
  ["that a workflow names", { workflows: [{ ...workflow, references: [named] }] }, "pass"],
  [
    "that a workflow names in a branch",
    { workflows: [{ ...workflow, references: [{ ...named, use: "reads" }] }] },
    "pass",
  ],
  [
    "that a workflow names that is off",
    { workflows: [{ ...workflow, isEnabled: false, references: [named] }] },
    "fail",
  ],
  [
    "beside another form that a workflow names",
    { workflows: [{ ...workflow, references: [{ ...named, id: "f-2" }] }] },
    "fail",
  ],
  [
    "beside a list with the form's id in a workflow",
    { workflows: [{ ...workflow, references: [{ ...named, to: "list" }] }] },
    "fail",
  ],
  ["where a workflow takes up any form", { workflows: [{ ...workflow, enrollsByAnyForm: true }] }, "pass"],
  ["where a workflow goes by a list of those who sent it", { workflows: [byList], lists: [listBy([named])] }, "pass"],
  ["where a workflow goes by another list", { workflows: [byList], lists: [listBy([])] }, "fail"],
  [
    "where the workflow with that list is off",
    { workflows: [{ ...byList, isEnabled: false }], lists: [listBy([named])] },
    "fail",
  ],
  ["sent on the first day of the window", { sentAt: windowBegins }, "fail"],
  ["sent just before the window", { sentAt: new Date(windowBegins.getTime() - 1) }, "not-applicable"],
  ["sent just before a window of its own", { sentAt: daysAgo(3), own: { windowDays: 2 } }, "not-applicable"],
  ["never sent", { sentAt: null }, "not-applicable"],
  ["of another system", { of: { formType: "captured" } }, "not-applicable"],
  ["followed up elsewhere, by its name", { own: { followedUpElsewhere: ["demo REQUEST "] } }, "not-applicable"],
  ["followed up elsewhere, by its id", { own: { followedUpElsewhere: ["f-1"] } }, "not-applicable"],
  ["beside one that is followed up elsewhere", { own: { followedUpElsewhere: ["f-2", "Demo"] } }, "fail"],
  ["whose submissions were not read", { sentAt: undefined }, "unknown"],
  ["where workflows could not be read", { unread: ["workflow"] }, "unknown"],
  [
    "that tells the owner, where workflows could not be read",
    { of: { notifiesOwner: true }, unread: ["workflow"] },
    "pass",
  ],
  ["where lists could not be read and a workflow goes by one", { workflows: [byList], unread: ["list"] }, "unknown"],
  ["where lists could not be read and none is asked", { unread: ["list"] }, "fail"],
  ["where the filters of the list are not known", { workflows: [byList], lists: [listBy()] }, "unknown"],
])("a form %s", (_, some, status) => {
  expect(judged(some).status).toBe(status);
});

test("its verdict holds until the last submission leaves the window", () => {
  const some = fc.record({
    sentAt: maybe(instant),
    workflows: fc.constantFrom([], [{ ...workflow, enrollsByAnyForm: true }]),
  });
  expectToHold(check, some, (one) => (setting) => judged({ ...one, setting }));
});

describeSentences([
  {
    check,
    name: form.name,
    judge: (asOf) => judged({ setting: { asOf } }),
    brief: "no one is told",
    now: "The form Demo request was sent within 30 days, tells no one, and no workflow takes it up.",
    lasting: "The form Demo request was sent within 30 days, tells no one, and no workflow takes it up.",
    over: "The form Demo request was sent within 30 days, told no one, and no workflow took it up.",
  },
]);
