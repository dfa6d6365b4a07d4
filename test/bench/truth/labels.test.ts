import { describe, expect, test } from "vitest";
import { expand } from "../../../bench/truth/expand.ts";
import type { Expanded } from "../../../bench/truth/expand.ts";
import { everyCheck } from "../../../bench/truth/every-check.ts";
import { readHealthy, readLabels } from "../../../bench/truth/read-labels.ts";

const healthy = readHealthy();
const labels = readLabels();
const cases = [...labels.values()].flatMap((label) => label.cases.map((one) => ({ label, one })));

describe("labels", () => {
  test("each check of the list has its file, and nothing else has one", () => {
    expect([...labels.keys()].toSorted()).toEqual(everyCheck.toSorted());
  });

  test.each([...labels.values()])(
    "$check has a defect and a near miss, each under a name of its own",
    ({ cases: own }) => {
      expect(new Set(own.map(({ verdict }) => verdict))).toEqual(new Set(["defect", "near-miss"]));
      expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
    },
  );

  test.each(cases)("$label.check $one.name: what it refers to is there", ({ label, one }) => {
    const groups = expand(one, healthy);
    const wanted = groups.flatMap((group) => referencesIn(group).map((name) => ({ name, group })));
    expect(wanted.filter(({ name, group }) => lookUp(groups, name, group) !== 1)).toEqual([]);
    expect(groups.flatMap(namedTooEarly)).toEqual([]);
    expect(lookUp(groups, one.of ?? "portal")).toBe(1);
    expect(label.subject === "portal").toBe(one.of === undefined);
    expect(everyCheck).toEqual(expect.arrayContaining(one.also ?? []));
  });
});

/** The records that others of a group name. */
function referencesIn({ parts, owner }: Expanded): string[] {
  const named = [...parts.values()].flatMap((part) => [...(part.with ?? []), ...unlinked(part)]);
  return [
    ...named,
    ...[...JSON.stringify([owner, ...parts.values()]).matchAll(/"@([a-z]+)"/gi)].map(([, name]) => name!),
  ];
}

const unlinked = ({ later = [] }: { later?: { unlink?: string | undefined }[] | undefined }): string[] =>
  later.flatMap(({ unlink }) => (unlink === undefined ? [] : [unlink]));

/** How many records a name means: one of the own group before those of the others. */
function lookUp(groups: readonly Expanded[], name: string, own?: Expanded): number {
  if (name === "portal" || name.startsWith("$")) return 1;
  if (own?.parts.has(name)) return 1;
  const [as, part] = name.includes(".") ? name.split(".") : [null, name];
  return groups.filter((group) => group.count === 1 && group.as === as && group.parts.has(part!)).length;
}

/** What parts of a group name that only comes behind them: they are planted in their order. */
function namedTooEarly(group: Expanded): string[] {
  const names = [...group.parts.keys()];
  return [...group.parts].flatMap(([name, part]) =>
    (part.with ?? []).filter((other) => names.indexOf(other) > names.indexOf(name)),
  );
}
