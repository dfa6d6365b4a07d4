import { expect, test } from "vitest";
import { pipelineChanged } from "../../../checks/stages/pipeline-changed.ts";
import { pipelineWords, type Pipeline } from "../../../domain/inventory/pipeline.ts";
import { judgeDrift, sayVerdict } from "../around.ts";
import { daysAgo, pipeline as sales } from "../samples.ts";

const [offer, won] = sales.stages as [Pipeline["stages"][number], Pipeline["stages"][number]];
const judged = (was: Pipeline | null, is: Pipeline | null, isAccepted = false) =>
  judgeDrift(pipelineChanged, pipelineWords, { was, is, isAccepted });

test.each([
  ["renamed", { ...sales, name: "New sales" }, 'Renamed: "Sales" → "New sales"'],
  [
    "with another stage",
    { ...sales, stages: [offer, won, { ...won, id: "Lost", label: "Lost" }] },
    'Stage "Lost" added',
  ],
  ["without a stage", { ...sales, stages: [won] }, 'Stage "Offer" removed'],
  ["with a stage that is closed now", { ...sales, stages: [{ ...offer, isClosed: true }, won] }, "closed"],
])("a pipeline that is %s fails since its change was met, in words", (_, is, said) => {
  const verdict = judged(sales, is);
  expect(verdict).toMatchObject({ status: "fail", since: daysAgo(1), evidence: { isDeleted: false } });
  expect(JSON.stringify(verdict)).toContain(said.replaceAll('"', '\\"'));
});

test("one that was deleted, or made, is a change too", () => {
  expect(judged(sales, null)).toMatchObject({ status: "fail", evidence: { isDeleted: true } });
  expect(judged(null, sales)).toMatchObject({ status: "fail", evidence: { difference: 'New pipeline "Sales"' } });
});

test("what is as approved passes, and ends what was open as reverted or as accepted", () => {
  expect(judged(sales, sales)).toMatchObject({ status: "pass", ending: "reverted" });
  expect(judged(sales, sales, true)).toMatchObject({ status: "pass", ending: "accepted" });
});

test("the sentence names the pipeline and the difference", () => {
  const verdict = judged(sales, { ...sales, name: "New sales" });
  expect(sayVerdict(pipelineChanged, "Sales", verdict)).toBe(
    'The pipeline Sales is not as it was approved: Renamed: "Sales" → "New sales".',
  );
});
