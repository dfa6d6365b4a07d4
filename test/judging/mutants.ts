import type { Mutant } from "../support/run-mutants.ts";

const numbers = "test/storage/change-numbers.test.ts";
const hands = "storage/hands";
const judge = "activities/judge";

/** What makes a record be judged again. */
const invalidation: readonly Mutant[] = [
  {
    without: "a record that is other than before has changed",
    file: "storage/mirror.ts",
    find: "then excluded.change_no",
    replace: "then record.change_no",
  },
  {
    without: "a touch concerns its contact",
    file: "storage/touches.ts",
    find: "stored.map(({ contact_id }) => contact_id)",
    replace: "[]",
    heldBy: numbers,
  },
  {
    without: "a hand that is raised concerns its contact",
    file: `${hands}/noticed-hands.ts`,
    find: "kept.map(({ contact_id }) => contact_id!)",
    replace: "[]",
  },
  {
    without: "a hand that stands otherwise concerns its contact",
    file: `${hands}/standings.ts`,
    find: "rows.flatMap(({ contact_id }) => contact_id ?? [])",
    replace: "[]",
  },
  {
    without: "a hand that is classed anew concerns its contact",
    file: `${hands}/kept-hands.ts`,
    find: '"contact", concerned)',
    replace: '"contact", [])',
  },
  {
    without: "hands that move concern both contacts",
    file: `${hands}/whose-hands.ts`,
    find: "[fromContactId, toContactId]);",
    replace: "[]);",
    heldBy: numbers,
  },
  {
    without: "touches that move concern the contact that is left",
    file: "storage/move-touches.ts",
    find: "[survivorId]);",
    replace: "[]);",
    heldBy: numbers,
  },
  {
    without: "a pipeline concerns the deals in its stages",
    file: "storage/judging/bump-by-items.ts",
    find: "if (values.length === 0) continue;",
    replace: "continue;",
  },
  {
    without: "an owner concerns what people were told with the name",
    file: "storage/judging/bump-by-items.ts",
    find: 'kind === "owner"',
    replace: "kind === (undefined as never)",
  },
  {
    without: "what a person excludes concerns its record",
    file: "storage/exclusions.ts",
    find: "row.subject_type, [row.subject_id]);\n  return added",
    replace: "row.subject_type, []);\n  return added",
  },
  {
    without: "a record that is gone is taken out",
    file: "storage/leavers.ts",
    find: "set is_gone = true",
    replace: "set is_gone = s.is_gone",
  },
  {
    without: "a person who is forgotten is taken out",
    file: "storage/judging/gone-records.ts",
    find: "set is_gone = true",
    replace: "set is_gone = is_gone",
  },
  {
    without: "properties that were forgotten void what was judged by them",
    file: "storage/property-sets.ts",
    find: "epoch = epoch + 1",
    replace: "epoch = epoch",
  },
  {
    without: "other rules judge everything anew",
    file: `${judge}/judged-groups.ts`,
    find: "known.rules !== rules",
    replace: "known.rules === ''",
  },
];

/** What others fell into: a verdict with a validity, scans that did not reach everything, counters that live on. */
const traps: readonly Mutant[] = [
  {
    without: "what is due at the very instant is due",
    file: "storage/judging/candidates.ts",
    find: "s.due_at <= ${asOf}",
    replace: "s.due_at < ${asOf}",
  },
  {
    without: "a verdict runs out",
    file: `${judge}/judge-group.ts`,
    find: "verdict.holdsUntil === undefined ? slot.context.asOf : verdict.holdsUntil",
    replace: "null",
  },
  {
    without: "the earliest change over all branches counts",
    file: "domain/findings/verdict.ts",
    find: "instant.getTime() < earliest.getTime()",
    replace: "instant.getTime() > earliest.getTime()",
  },
  {
    without: "a clock that went back judges again",
    file: `${judge}/judged-groups.ts`,
    find: "new Date(run.asOf) < known.asOf",
    replace: "known.version < 0",
  },
  {
    without: "what is not read completely is not kept as judged",
    file: `${judge}/group-slots.ts`,
    find: "assessment.evaluates && assessment.mayResolve && !group.isBackward",
    replace: "assessment.evaluates && !group.isBackward",
  },
  {
    without: "what was not judged stays due",
    file: `${judge}/judge-group.ts`,
    find: "isClean ? null : (standing?.dueAt ?? null)",
    replace: "null",
  },
  {
    without: "what was not judged has its own cursor",
    file: `${judge}/group-slots.ts`,
    find: "if (!slot.isKept) {",
    replace: "if (!slot.isKept && slot.place < -1) {",
  },
  {
    without: "a finding that could not be judged is judged by the next run",
    file: `${judge}/candidates.ts`,
    find: "(await recordsNamed(db, name, doubtful, metSince)).filter(isOther)",
    replace: "(await recordsNamed(db, name, doubtful, metSince)).filter(() => false)",
  },
  {
    without: "a counter moves by old and new",
    file: `${judge}/judge-group.ts`,
    find: "if (before !== null) slot.counts[before] -= 1;\n  slot.counts[now] += 1;",
    replace: "slot.counts[now] += 1;",
  },
  {
    without: "an aggregate takes the old contribution out",
    file: `${judge}/judge-group.ts`,
    find: "if (before !== undefined) move(slot, tally, before, -1);",
    replace: "",
  },
  {
    without: "what happens later counts from then on",
    file: `${judge}/contributions.ts`,
    find: "return { part: null, dueAt: at };",
    replace: "return { part: null, dueAt: null };",
  },
  {
    without: "a window is a sum of its days",
    file: `${judge}/added-up.ts`,
    find: "plusDays(to, -days)",
    replace: "plusDays(to, -days - 2)",
  },
];

/** Changed rules that are taken over a part at a time. */
const slices: readonly Mutant[] = [
  {
    without: "what was taken over counts by the older rules no more",
    file: `${judge}/judge-group.ts`,
    find: "if (standing === null && candidate.standing !== null) older?.takeOut(candidate.standing);",
    replace: "",
  },
  {
    without: "what is gone before its slice is taken out",
    file: `${judge}/judge-group.ts`,
    find: "older?.takeOut(standing);\n        gone.push",
    replace: "gone.push",
  },
  {
    without: "a slice begins where the last one ended",
    file: `${judge}/candidates.ts`,
    find: "reached.after = page.at(-1)!.id;",
    replace: "",
  },
  {
    without: "a slice leaves out what the run has judged already",
    file: `${judge}/candidates.ts`,
    find: "isOther(one) && one.standing",
    replace: "one.standing",
  },
  {
    without: "a check that could not judge its slice judges all records",
    file: `${judge}/group-slots.ts`,
    find: "known !== undefined && slicing === null",
    replace: "known !== undefined",
  },
].map((mutant) => ({ ...mutant, heldBy: "test/judging/slices.test.ts" }));

export const mutants: readonly Mutant[] = [...invalidation, ...traps, ...slices];
