import { expect, test } from "vitest";
import { ofStage } from "../../checks/of-stage.ts";
import { deal } from "./samples.ts";

test.each([
  ["by its id", { contractsent: 1 }, 1],
  ["by its label", { "Contract sent": 2 }, 2],
  ["by its label in another case, with spaces around it", { " contract SENT ": 3 }, 3],
  ["by both: the id holds", { "Contract sent": 2, contractsent: 1 }, 1],
  ["by neither", { won: 4 }, undefined],
  ["where nothing is set", {}, undefined],
])("a stage is named %s", (_, set, value) => {
  expect(ofStage<number>(set, deal.stage)).toBe(value);
});

test("what every object has is no setting", () => {
  expect(ofStage({}, { ...deal.stage, id: "constructor", label: "toString" })).toBeUndefined();
});
