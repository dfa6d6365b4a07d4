import { expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { cataloguePage, readCatalogue } from "../../scripts/docs/catalogue-page.ts";

const rows = readCatalogue();

test("every check that is shipped tells a rule of the catalogue", () => {
  const told = new Set(rows.map(({ checkId }) => checkId));
  expect(checks.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
});

test("every check that the catalogue names is shipped", () => {
  const shipped = new Set(checks.map(({ id }) => id));
  expect(rows.filter(({ checkId }) => checkId !== null && !shipped.has(checkId))).toEqual([]);
});

test("each row of the catalogue stands there once", () => {
  const ids = rows.map(({ row }) => row).filter((row) => /^[A-Z]/.test(row));
  expect(ids).toEqual([...new Set(ids)]);
  const counted = Object.fromEntries(
    [...Map.groupBy(ids, (id) => id.slice(0, 3))].map(([area, of]) => [area, of.length]),
  );
  expect(counted).toEqual({
    PIP: 26,
    LIF: 10,
    RTE: 13,
    SPD: 14,
    HND: 8,
    CMP: 16,
    AUT: 19,
    FRM: 7,
    SEC: 12,
    "DQ-": 16,
    REP: 11,
  });
});

test("a line that lacks a part is refused", () => {
  expect(() => readCatalogue("PIP-01 | Rule | -")).toThrow("four parts");
  expect(readCatalogue("# words\n\nPIP-01 | Rule | - | \n")).toEqual([
    { row: "PIP-01", rule: "Rule", checkId: null, note: "" },
  ]);
});

test("the page shows what is told by area, and what is not with why", () => {
  const page = cataloguePage(checks.slice(0, 2), [
    { row: "X-01", rule: "One", checkId: checks[0]!.id, note: "By half." },
    { row: "X-02", rule: "Two", checkId: null, note: "" },
    { row: "X-03", rule: "Three", checkId: null, note: "No answer tells it." },
  ]);
  expect(page).toMatch(new RegExp(`X-01 +\\| \\[${checks[0]!.id}\\]\\(checks/.*By half\\.`));
  expect(page).toMatch(/X-02 +\| Two +\| Not built yet/);
  expect(page).toMatch(/X-03 +\| Three +\| No answer tells it\./);
});
