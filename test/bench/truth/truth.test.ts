import { expect, test } from "vitest";
import { checkById } from "../../../checks/index.ts";
import { auditSeed } from "../../../bench/truth/audit-seed.ts";
import type { Audited } from "../../../bench/truth/audited.ts";
import { readLabels } from "../../../bench/truth/read-labels.ts";
import { seedsOfTruth } from "../../../bench/truth/seeds.ts";
import { isRight } from "../../../bench/truth/table.ts";
import { compare, type Tally } from "../../../bench/truth/tally.ts";
import { toldOtherwise } from "../../../bench/truth/told-otherwise.ts";

/** A few of the list, of each kind; `npm run bench:truth` has all of them over five seeds. */
const few = ["deal-close-date-past", "lead-unassigned", "owner-deactivated", "contact-source-missing"];

/** What life itself brings is found only by checks that there are. */
const ofShipped = (one: Audited): Audited => ({
  ...one,
  lived: one.lived.filter(({ checkId }) => checkById(checkId) !== undefined),
});

const newTally = (): Tally => ({ planted: 0, found: 0, otherwise: 0, nearMisses: 0, accused: 0, falseFindings: 0 });

test("what was planted in a year is found, and nothing else is told", { timeout: 180_000 }, async () => {
  const labels = [...readLabels().values()].filter(({ check }) => few.includes(check));
  const tallies = new Map(few.map((check) => [check, newTally()]));
  const audited: Audited[] = [];
  await auditSeed(seedsOfTruth[0]!, labels, (one) => audited.push(ofShipped(one)));
  const tallyOf = (check: string) => tallies.get(check) ?? newTally();
  expect(audited.flatMap((one) => compare(one, tallyOf))).toEqual([]);
  for (const tally of tallies.values()) {
    expect(isRight(tally)).toBe(true);
    expect(Math.min(tally.planted, tally.nearMisses)).toBeGreaterThan(0);
  }

  // What nobody tells of is missed, and what nobody planted is false.
  const [year] = audited;
  const mute = { ...year!, told: [] };
  expect(compare(mute, newTally).every(({ kind }) => kind === "missed")).toBe(true);
  expect(compare(mute, newTally).length).toBeGreaterThan(5);
  const unplanted = { ...year!, planted: [], lived: [] };
  expect(compare(unplanted, newTally).map(({ kind }) => kind)).toEqual(year!.told.map(() => "false"));
});

test("what is told as less bad, or by another way, is told otherwise", () => {
  const label = readLabels().get("workflow-reference-dangling")!;
  const one = label.cases.find(({ name }) => name === "through-a-list")!;
  const planted = { label, case: one, say: (word: string) => word };
  const paths = `property "Lead region" (archived) → list "Truth list by region" → workflow "Route leads"`;
  const told = { checkId: label.check, subjectType: "workflow", subjectId: "1", label: "Route leads" };
  const as = (severity: string, way: string) => toldOtherwise(planted, { ...told, severity, evidence: { paths: way } });
  expect(as("critical", paths)).toEqual([]);
  expect(as("critical", `list "Other" (deleted) → workflow "Route leads"; ${paths}`)).toEqual([]);
  expect(as("high", paths)).toHaveLength(1);
  expect(as("critical", paths.replace(' → list "Truth list by region"', ""))).toHaveLength(1);
  expect(as("critical", paths.split(" → ").toReversed().join(" → "))).toHaveLength(1);
});
