import { expect, test } from "vitest";
import { HubSpotBadRequest } from "../../../connectors/hubspot/errors.ts";
import { differenceOf } from "../../../domain/inventory/difference.ts";
import { contactValidationWords } from "../../../domain/inventory/property-validation.ts";
import { pipelinePermissionsWords } from "../../../domain/inventory/pipeline-permissions.ts";
import { pipelineRulesWords } from "../../../domain/inventory/pipeline-rules.ts";
import { startProxy } from "./start-proxy.ts";
import { connectTo, startPortal } from "./started-portal.ts";

test("the rules of each pipeline, with the names of the stages, and what becomes of them", async () => {
  const { portal, reader } = await startPortal();
  const [none] = await reader.inventory("pipeline-rules");
  const nothing = { noMovingBack: [], noSkipping: [], createdIn: [], approvalIn: [], approverIds: [] };
  expect(none).toEqual({ type: "pipeline-rules", id: "default", name: "Sales Pipeline", ...nothing });
  await portal.saveDocument("pipeline-rules", "deals/default", {
    governanceValidationRules: {
      noSkippingStagesRule: { enabledForAllStages: true, pipelineStageIds: [] },
      objectCreationRule: { pipelineStageIds: ["qualifiedtobuy"] },
    },
    approvalStage: { approvalMode: "ANY", approverUserIds: ["7"], pipelineStageId: "contractsent" },
  });
  const [ruled] = await reader.inventory("pipeline-rules");
  expect(ruled).toMatchObject({
    noSkipping: [{ id: "*", label: "every stage" }],
    createdIn: [{ id: "qualifiedtobuy", label: "Qualified To Buy" }],
    approvalIn: [{ id: "contractsent" }],
    approverIds: ["7"],
  });
  expect(differenceOf(pipelineRulesWords, ruled!, none!)).toEqual([
    'No skipping of stages: removed "every stage"',
    'Records are created only in: removed "Qualified To Buy"',
    'Approval required in: removed "Contract Sent"',
    "Approvers: removed user 7",
  ]);
  const renamed = { ...ruled!, createdIn: [{ id: "qualifiedtobuy", label: "Qualified" }] };
  expect(differenceOf(pipelineRulesWords, ruled!, renamed)).toEqual([]);
});

test("who may edit in each stage", async () => {
  const { portal, reader } = await startPortal();
  const [open] = await reader.inventory("pipeline-permissions");
  await portal.saveDocument("stage-permissions", "deals/default", { stages: { closedwon: { teamIds: ["9"] } } });
  const [restricted] = await reader.inventory("pipeline-permissions");
  expect(differenceOf(pipelinePermissionsWords, restricted!, open!)).toEqual([
    'Stage "Closed Won": everyone can edit again',
    'Stage "Closed Won": teams that can edit: removed team 9',
  ]);
});

test("the rules that values of properties keep to; a property without rules is none", async () => {
  const { portal, reader } = await startPortal();
  const save = (id: string, rules: readonly object[]) =>
    portal.saveDocument("property-validation", `contacts/${id}`, { rules });
  await save("email", [
    { ruleType: "MAX_LENGTH", ruleArguments: ["40"], shouldApplyNormalization: true },
    { ruleType: "EMAIL_BLOCKED_DOMAINS", ruleArguments: ["example.com"] },
  ]);
  await save("phone", []);
  const [before, ...others] = await reader.inventory("contact-validation");
  expect(others).toEqual([]);
  expect(before).toMatchObject({ id: "email", rules: [{ rule: "EMAIL_BLOCKED_DOMAINS" }, { rule: "MAX_LENGTH" }] });
  expect(await reader.inventory("deal-validation")).toEqual([]);
  await save("email", [{ ruleType: "MAX_LENGTH", ruleArguments: ["60"] }]);
  const [after] = await reader.inventory("contact-validation");
  expect(differenceOf(contactValidationWords, before!, after!)).toEqual([
    'Rule "email blocked domains" removed',
    'Rule "max length": limits: added "60"; removed "40"',
    'Rule "max length": values are not normalized',
  ]);
});

test("a question that no pipeline understands is not an answer that there are no rules", async () => {
  const { hubspot, raw } = await startPortal();
  const forgetful = connectTo(await startProxy(hubspot.address, ["/crm/pipelines-rules/2026-09-beta/0-3/default"]));
  await expect(forgetful.inventory("pipeline-rules")).rejects.toThrow(HubSpotBadRequest);
  const stages = [{ stageId: "p1", label: "Started", displayOrder: 0, metadata: { probability: "0.3" } }];
  await raw("POST", "/crm/pipelines/2026-09/deals", { pipelineId: "partner", label: "P", displayOrder: 1, stages });
  expect((await forgetful.inventory("pipeline-rules")).map(({ id }) => id)).toEqual(["default", "partner"]);
});
