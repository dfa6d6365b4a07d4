import { describe, expect, test } from "vitest";
import { campaignWords } from "../../../domain/inventory/campaign.ts";
import { differenceOf } from "../../../domain/inventory/difference.ts";
import { formWords } from "../../../domain/inventory/form.ts";
import { listWords } from "../../../domain/inventory/list.ts";
import { marketingEmailWords } from "../../../domain/inventory/marketing-email.ts";
import { ownerWords } from "../../../domain/inventory/owner.ts";
import { pipelineWords } from "../../../domain/inventory/pipeline.ts";
import { dealPropertyWords } from "../../../domain/inventory/property.ts";
import { stageWords } from "../../../domain/inventory/stage.ts";
import { teamWords } from "../../../domain/inventory/team.ts";
import { userWords } from "../../../domain/inventory/user.ts";
import type { AnyKindWords, NameOf } from "../../../domain/inventory/words.ts";
import { workflowWords } from "../../../domain/inventory/workflow.ts";

const known: Readonly<Record<string, string>> = {
  "user/1": "Ana Berger",
  "owner/7": "Ben Roth",
  "list/5": "Newsletter",
};
const people: NameOf = (kind, id) => known[`${kind}/${id}`] ?? null;

const stage = (id: string, label: string, probability: number | null, isClosed = false) => ({
  id,
  label,
  displayOrder: 0,
  isClosed,
  probability,
});
const [started, proposal, won] = [stage("1", "Started", 0.1), stage("2", "Proposal", 0.4), stage("3", "Won", 1, true)];
const reference = (use: string, to: string, id: string, values: readonly string[] = []) => ({ use, to, id, values });

type Row = readonly [AnyKindWords, before: object, after: object, sentences: readonly string[]];

/** Only the fields that change: whatever is absent on either side was not read there, and is no change. */
const table: readonly Row[] = [
  [
    pipelineWords,
    { stages: [started, proposal, won] },
    { stages: [started, { ...proposal, probability: 0.6 }, won] },
    ['Stage "Proposal": win probability: 40 % → 60 %'],
  ],
  [
    pipelineWords,
    { stages: [started, proposal] },
    { stages: [started, { ...proposal, label: "Offer" }] },
    ['Stage "Offer": renamed: "Proposal" → "Offer"'],
  ],
  [pipelineWords, { stages: [started, proposal, won] }, { stages: [started, won] }, ['Stage "Proposal" removed']],
  [pipelineWords, { stages: [started, won] }, { stages: [started, proposal, won] }, ['Stage "Proposal" added']],
  [
    pipelineWords,
    { stages: [started, proposal, won] },
    { stages: [proposal, started, won] },
    ['Stages reordered: "Proposal", "Started", "Won"'],
  ],
  [pipelineWords, { stages: [won] }, { stages: [{ ...won, isClosed: false }] }, ['Stage "Won": now an open stage']],
  [
    pipelineWords,
    { stages: [stage("1", "Old", null)] },
    { stages: [stage("1", "Old", 0.255)] },
    ['Stage "Old": win probability: none → 25.5 %'],
  ],
  [stageWords, { name: "A", position: 2 }, { name: "B", position: 3 }, ['Renamed: "A" → "B"', "Position: 2 → 3"]],
  [
    ownerWords,
    { isActive: true, teamIds: ["9"] },
    { isActive: false, teamIds: [] },
    ["Deactivated", "Teams: removed team 9"],
  ],
  [
    userWords,
    { isSuperAdmin: false, seats: [] },
    { isSuperAdmin: true, seats: ["Sales Hub Professional"] },
    ["Made a super admin", 'Seats: added "Sales Hub Professional"'],
  ],
  [teamWords, { memberIds: ["1", "2"] }, { memberIds: ["2", "3"] }, ["Members: added user 3; removed Ana Berger"]],
  [
    dealPropertyWords,
    { dataType: "string", options: [] },
    { dataType: "enumeration", options: [{ value: "a", label: "A", isHidden: false }] },
    ["Type: string → enumeration", 'Option "A" added'],
  ],
  [
    dealPropertyWords,
    { isArchived: false, formula: null },
    { isArchived: true, formula: "amount * 2" },
    ["Archived", 'Formula: none → "amount * 2"'],
  ],
  [workflowWords, { isEnabled: true, revisionId: "4" }, { isEnabled: false, revisionId: "5" }, ["Switched off"]],
  [
    workflowWords,
    { isEnabled: true, revisionId: "4" },
    { isEnabled: true, revisionId: "5" },
    ["Edited in a way that is not shown here"],
  ],
  [
    workflowWords,
    { references: [reference("enrolls", "list", "5")] },
    { references: [reference("sets", "property", "hubspot_owner_id", ["7"])] },
    ['Reference "enrols by list Newsletter" removed', 'Reference "sets property hubspot_owner_id" added'],
  ],
  [
    workflowWords,
    { references: [reference("sets", "property", "stage", ["a"])] },
    { references: [reference("sets", "property", "stage", ["b"])] },
    ['Reference "sets property stage": values: added "b"; removed "a"'],
  ],
  [
    formWords,
    { properties: ["email", "fax"], notifiedUserIds: ["1"] },
    { properties: ["email", "phone"], notifiedUserIds: [] },
    ['Fields: added "phone"; removed "fax"', "Notified people: removed Ana Berger"],
  ],
  [
    listWords,
    { filtersUpdatedAt: new Date("2026-11-01") },
    { filtersUpdatedAt: new Date("2026-11-02") },
    ["Filters edited"],
  ],
  [
    listWords,
    { filters: [{ to: "property", id: "lifecyclestage", values: ["lead"] }] },
    {
      filters: [
        { to: "property", id: "lifecyclestage", values: ["lead", "customer"] },
        { to: "list", id: "5", values: [] },
      ],
    },
    ['Filter "property lifecyclestage": values: added "customer"', 'Filter "list Newsletter" added'],
  ],
  [listWords, {}, { filters: [{ to: "list", id: "5", values: [] }] }, []],
  [listWords, { size: 10, processingStatus: "COMPLETE" }, { size: 500, processingStatus: "PROCESSING" }, []],
  [
    campaignWords,
    { startAt: new Date("2026-12-01"), utm: "q4", ownerId: "7" },
    { startAt: null, utm: null, ownerId: "8" },
    ["Start date: 1 Dec 2026 → none", 'UTM: "q4" → none', "Owner: Ben Roth → owner 8"],
  ],
  [marketingEmailWords, { isPublished: true, sent: 5 }, { isPublished: false, sent: 9 }, ["Unpublished"]],
];

const named = (fields: object) => ({ name: "It", ...fields });

describe("the difference of two versions, told", () => {
  test.each(table)("of a $noun: %j → %j", (words, before, after, sentences) => {
    expect(differenceOf(words, named(before), named(after), { nameOf: people })).toEqual(sentences);
  });

  test.each(table)("of a $noun that was reverted is nothing: %j", (words, before) => {
    expect(differenceOf(words, named(before), structuredClone(named(before)), { nameOf: people })).toEqual([]);
  });

  test("of what is new, deleted, or was there only meanwhile", () => {
    expect(differenceOf(workflowWords, null, { name: "Route leads" })).toEqual(['New workflow "Route leads"']);
    expect(differenceOf(pipelineWords, { name: "Partners" }, null)).toEqual(['Pipeline "Partners" deleted']);
    expect(differenceOf(formWords, null, null)).toEqual([]);
  });

  test("counts only what is watched", () => {
    const before = { name: "A", isEnabled: true, revisionId: "1" };
    const after = { name: "B", isEnabled: false, revisionId: "2" };
    expect(differenceOf(workflowWords, before, after, { watched: ["isEnabled"] })).toEqual(["Switched off"]);
    const saved = { ...before, revisionId: "2" };
    expect(differenceOf(workflowWords, before, saved, { watched: ["isEnabled"] })).toEqual([]);
  });

  test("takes a field that an older version did not read for no change", () => {
    const read = { name: "Ana", email: "ana@acme.example" };
    expect(differenceOf(ownerWords, { name: "Ana" }, read)).toEqual([]);
  });
});
